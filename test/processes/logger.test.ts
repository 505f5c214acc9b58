import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { writeSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { LogFile } from '../../server/base/logger.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sparring-log-'))
})
afterEach(() => rm(folder, { recursive: true }))

const linesOf = async (file: string): Promise<string[]> => (await readFile(file, 'utf8')).trimEnd().split('\n')

test('a log file is set aside when it is full, in place of the one before it', async () => {
  const file = join(folder, 'log', 'game.log')
  const log = new LogFile(file, 10, () => {})
  for (const line of ['first\n', 'second\n', 'third\n', 'fourth\n']) log.write(line)
  expect(await linesOf(file)).toEqual(['third', 'fourth'])
  expect(await linesOf(`${file}.1`)).toEqual(['first', 'second'])
})

test('lines that a full disk does not take are counted, said once, and the log goes on when there is room', async () => {
  let room = Infinity
  const said: string[] = []
  const file = join(folder, 'game.log')
  // As a full disk does: what still fits is written, then nothing.
  const log = new LogFile(
    file,
    1e6,
    (message) => said.push(message),
    (fd, bytes) => {
      if (room === 0) throw new Error('ENOSPC: no space left on device')
      const written = writeSync(fd, bytes.subarray(0, room))
      room -= written
      return written
    },
  )
  log.write('{"msg":"before"}\n')
  room = 5
  for (let i = 0; i < 3; i++) log.write('{"msg":"lost"}\n')
  expect(log.lost).toBe(3)
  expect(said).toEqual([
    'The log cannot be written (Error: ENOSPC: no space left on device); lines are lost until it can',
  ])
  room = Infinity
  log.write('{"msg":"after"}\n')
  expect(await linesOf(file)).toEqual([
    '{"msg":"before"}',
    '{"msg',
    '{"msg":"Log lines were lost","lines":3}',
    '{"msg":"after"}',
  ])
  room = 0
  log.write('{"msg":"lost"}\n')
  expect(said).toHaveLength(2)
})

test('a log that cannot be opened loses lines and throws nothing', async () => {
  const said: string[] = []
  await writeFile(join(folder, 'log'), 'a file where the folder should be')
  const log = new LogFile(join(folder, 'log', 'game.log'), 10, (message) => said.push(message))
  log.write('a\n')
  log.write('b\n')
  expect(log.lost).toBe(2)
  expect(said).toHaveLength(1)
})

const script = fileURLToPath(new URL('log-child.ts', import.meta.url))

/** A process of its own that logs `lines` lines, started by a shell that first runs `before`. */
function logging(dataFolder: string, lines: number, before: string, env: Record<string, string> = {}): ChildProcess {
  const command = `${before} exec "$0" --import tsx "$1" "$2" ${lines}`
  return spawn('sh', ['-c', command, process.execPath, script, dataFolder], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { ...process.env, ...env },
  })
}

async function end(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null) return child.exitCode
  child.disconnect()
  const [code] = await once(child, 'exit')
  return Number(code)
}

test('a process that may write no further lives on, and says it once', async () => {
  const child = logging(folder, 2_000, `trap '' XFSZ; ulimit -f 20;`)
  let said = ''
  child.stderr?.on('data', (bytes: Buffer) => (said += bytes.toString()))
  const [message] = await Promise.race([once(child, 'message'), once(child, 'exit')])
  expect(message).toEqual({ logged: '2000' })
  expect(await end(child)).toBe(0)
  expect(said.match(/The log cannot be written \(Error: EFBIG/g)).toHaveLength(1)
})

/** A file system of 1 MB, where this machine lets us mount one. */
function smallDisk(at: string): boolean {
  return spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', at]).status === 0
}

test('a process whose disk is really full lives on', async (context) => {
  if (!smallDisk(folder)) return context.skip('this user may not mount a small file system')
  try {
    const child = logging(folder, 20_000, '')
    const [message] = await Promise.race([once(child, 'message'), once(child, 'exit')])
    expect(message).toEqual({ logged: '20000' })
    expect(await end(child)).toBe(0)
    expect(await readdir(join(folder, 'log'))).toEqual(['child.log'])
  } finally {
    spawnSync('umount', [folder])
  }
})

test('a process whose terminal has gone lives on', async () => {
  const child = logging(folder, 20_000, '', { LOG_LEVEL: 'info' })
  child.stdout?.destroy()
  child.stderr?.destroy()
  const [message] = await Promise.race([once(child, 'message'), once(child, 'exit')])
  expect(message).toEqual({ logged: '20000' })
  expect(await end(child)).toBe(0)
  expect(await linesOf(join(folder, 'log', 'child.log'))).toHaveLength(20_000)
})
