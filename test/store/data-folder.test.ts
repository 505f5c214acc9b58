import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  databaseSocketFolder,
  openDataFolder,
  openDataFolderWithin,
  readSecret,
  socketPath,
} from '../../server/store/data-folder.ts'

let folder = ''
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'sparring-folder-')), 'data')
})
afterEach(() => rm(join(folder, '..'), { recursive: true, force: true }))

test('the secret is made once, and only its owner may read it', async () => {
  const first = openDataFolder(folder)
  first.release()
  const second = openDataFolder(folder)
  expect(second.secret).toEqual(first.secret)
  expect(readSecret(folder)).toEqual(first.secret)
  expect(first.secret).toHaveLength(32)
  expect((await stat(join(folder, 'secret'))).mode & 0o777).toBe(0o600)
  expect((await stat(folder)).mode & 0o777).toBe(0o700)
})

test('a lock left by a process that is gone is taken over', async () => {
  openDataFolder(folder).release()
  // No process has this number: Linux ends at 4,194,304.
  await writeFile(join(folder, 'lock'), '99999999 boot/1\n')
  const held = openDataFolder(folder)
  expect(await readFile(join(folder, 'lock'), 'utf8')).toMatch(new RegExp(`^${process.pid} `))
  held.release()
  await expect(stat(join(folder, 'lock'))).rejects.toThrow(/ENOENT/)
})

test.runIf(process.platform === 'linux')(
  'a later process with the same number is not taken for the holder',
  async () => {
    openDataFolder(folder).release()
    await writeFile(join(folder, 'lock'), `${process.ppid} another-boot/1\n`)
    expect(() => openDataFolder(folder).release()).not.toThrow()
  },
)

test.runIf(process.platform === 'linux')(
  'a process that has ended and is still in the list holds no lock',
  async () => {
    openDataFolder(folder).release()
    // The shell has become a program that buries no children by the time its child ends.
    const parent = spawn('sh', ['-c', 'sleep 0.3 & echo $!; exec sleep 60'], { stdio: ['ignore', 'pipe', 'ignore'] })
    try {
      const pid = Number(String((await once(parent.stdout, 'data'))[0]))
      await expect.poll(() => readFile(`/proc/${pid}/stat`, 'utf8')).toContain(') Z ')
      const boot = (await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim()
      await writeFile(join(folder, 'lock'), `${pid} ${await birthOf(pid, boot)}\n`)
      expect(() => openDataFolder(folder).release()).not.toThrow()
    } finally {
      parent.kill()
    }
  },
)

test('a folder is waited for where its holder is about to end', async () => {
  const held = openDataFolder(folder)
  const next = openDataFolderWithin(folder, 60_000)
  held.release()
  const taken = await next
  expect(taken.path).toBe(folder)
  taken.release()
})

test('a living holder keeps its lock', async () => {
  openDataFolder(folder).release()
  const stranger = (await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '')).trim()
  const birth = stranger ? await birthOf(process.ppid, stranger) : ''
  await writeFile(join(folder, 'lock'), `${process.ppid} ${birth}\n`)
  expect(() => openDataFolder(folder)).toThrow(`in use by another Sparring (process ${process.ppid})`)
})

test('a damaged version or secret is refused by name', async () => {
  openDataFolder(folder).release()
  await writeFile(join(folder, 'secret'), 'short')
  expect(() => openDataFolder(folder)).toThrow(/secret is damaged/)
  await writeFile(join(folder, 'version'), 'one')
  expect(() => openDataFolder(folder)).toThrow(/version is damaged/)
})

test('sockets have short paths, however deep the folder lies', () => {
  const deep = `/${'long/'.repeat(40)}data`
  for (const path of [socketPath(deep, 'web'), `${databaseSocketFolder(deep)}/.s.PGSQL.5432`]) {
    expect(Buffer.byteLength(path)).toBeLessThanOrEqual(100)
  }
  expect(socketPath(deep, 'web')).not.toBe(socketPath(`${deep}2`, 'web'))
})

test.skipIf(process.platform === 'win32')('a socket lies in the data folder where its path is short enough', () => {
  expect(socketPath('/srv/sparring', 'web')).toBe('/srv/sparring/web.sock')
})

async function birthOf(pid: number, boot: string): Promise<string> {
  const stat_ = await readFile(`/proc/${pid}/stat`, 'utf8')
  return `${boot}/${stat_.slice(stat_.lastIndexOf(')') + 2).split(' ')[19]}`
}
