import { mkdtemp, open, readdir, readFile, rm, writeFile, type FileHandle } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  type JournalDisk,
  JournalReader,
  JournalWriter,
  type JournalText,
  retryRejected,
} from '../../server/store/journal.ts'
import { playedLine, userSeat } from '../support/journal-lines.ts'

let folder: string
let clock = Date.UTC(2026, 0, 1)
const now = (): number => (clock += 1000)

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sparring-journal-'))
})
afterEach(() => rm(folder, { recursive: true }))

const line = (id: string) => playedLine(id, [userSeat('ann'), userSeat('bob')])
const files = async (): Promise<string[]> => (await readdir(folder)).filter((name) => name.endsWith('.jsonl')).sort()

async function readAll(reader: JournalReader): Promise<string[]> {
  const seen: string[] = []
  await reader.readLines(async ({ text, torn }: JournalText) => {
    seen.push(torn ? 'torn' : JSON.parse(text).matchId)
    return true
  })
  return seen
}

test('lines come out as they went in, each once, also when they were appended at once', async () => {
  const writer = new JournalWriter(folder, now)
  const reader = new JournalReader(folder)
  expect(await readAll(reader)).toEqual([])
  await Promise.all(['a', 'b', 'c'].map((id) => writer.append(line(id))))
  expect(await readAll(reader)).toEqual(['a', 'b', 'c'])
  await writer.append(line('d'))
  expect(await reader.count()).toBe(1)
  expect(await readAll(reader)).toEqual(['d'])
  expect(await readAll(reader)).toEqual([])
})

test('a line is on the disk when append resolves', async () => {
  const writer = new JournalWriter(folder, now)
  await writer.append(line('a'))
  const [file] = await files()
  expect(JSON.parse(await readFile(join(folder, file!), 'utf8'))).toEqual(line('a'))
})

test('a reader that stops at a line begins there the next time', async () => {
  const writer = new JournalWriter(folder, now)
  await Promise.all(['a', 'b', 'c'].map((id) => writer.append(line(id))))
  const reader = new JournalReader(folder)
  let taken = 0
  expect(await reader.readLines(async () => ++taken < 2)).toBe(false)
  expect(await reader.count()).toBe(2)
  expect(await readAll(reader)).toEqual(['b', 'c'])
})

test('a file is deleted once all of it is taken, and not before', async () => {
  const writer = new JournalWriter(folder, now)
  const reader = new JournalReader(folder)
  await writer.append(line('a'))
  await reader.readLines(async () => false)
  expect(await files()).toHaveLength(1)
  expect(await readAll(new JournalReader(folder))).toEqual(['a'])
  expect(await files()).toEqual([])
  expect(await readAll(reader)).toEqual([])
})

test('a long journal comes out in its order', async () => {
  const writer = new JournalWriter(folder, now)
  const ids = Array.from({ length: 450 }, (_, i) => `match ${i}`)
  const short = { ...line('x'), log: '' }
  for (const matchId of ids) await writer.append({ ...short, matchId })
  expect(await readAll(new JournalReader(folder))).toEqual(ids)
})

test('after a clock that was ahead once, and one that goes back, nothing is lost and the order stays', async () => {
  const ahead = new JournalWriter(folder, () => Date.UTC(2099, 0, 1))
  await ahead.append(line('a'))
  const reader = new JournalReader(folder)
  await reader.readLines(async () => false)
  let time = Date.UTC(2026, 0, 1)
  const writer = new JournalWriter(folder, () => (time -= 60_000))
  const seen: string[] = []
  for (const id of ['b', 'c', 'd', 'e', 'f', 'g']) {
    await writer.append(line(id))
    if (id === 'd') seen.push(...(await readAll(reader)))
  }
  seen.push(...(await readAll(reader)))
  expect(seen).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g'])
})

test('what a writer that was killed did not finish was promised to nobody, and is not read', async () => {
  await writeFile(join(folder, '20260101000000000-aa.jsonl.new'), `${JSON.stringify(line('lost'))}\n`)
  const writer = new JournalWriter(folder, now)
  await writer.append(line('a'))
  expect(await readAll(new JournalReader(folder))).toEqual(['a'])
  expect(await readdir(folder)).toEqual([])
})

test('a line of an earlier version that was cut off by a crash is reported, and the lines around it are read', async () => {
  const whole = JSON.stringify(line('a'))
  await writeFile(join(folder, '20260101000000000-aa.jsonl'), `${whole}\n${whole.slice(0, 100)}`)
  const writer = new JournalWriter(folder, now)
  await writer.append(line('b'))
  expect(await readAll(new JournalReader(folder))).toEqual(['a', 'torn', 'b'])
  expect(await files()).toEqual([])
})

/** A disk that is full after `room` bytes, which writes what still fits, as a real one does. */
function fullDisk(): JournalDisk & { room: number } {
  const disk = {
    room: Infinity,
    free: async () => 1e9,
    open: async (...args: Parameters<typeof open>): Promise<FileHandle> => {
      const handle = await open(...args)
      const write = handle.writeFile.bind(handle)
      handle.writeFile = async (data) => {
        const text = String(data)
        await write(text.slice(0, disk.room))
        if (text.length > disk.room) throw Object.assign(new Error('ENOSPC: no space left'), { code: 'ENOSPC' })
      }
      return handle
    },
  }
  return disk
}

test('of a batch that a full disk took half of nothing is read, and the next line is kept when there is room', async () => {
  const disk = fullDisk()
  const writer = new JournalWriter(folder, now, disk)
  await writer.append(line('a'))
  const [b, c] = [line('b'), line('c')]
  // The first of the two lines fits, and half of the second.
  disk.room = JSON.stringify(b).length + 1 + 100
  const refused = await Promise.allSettled([writer.append(line('first')), writer.append(b), writer.append(c)])
  expect(refused.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected'])
  expect(writer.health).toEqual({ well: false, lost: 2 })
  disk.room = Infinity
  await writer.append(line('d'))
  expect(await readAll(new JournalReader(folder))).toEqual(['a', 'first', 'd'])
  expect(await readdir(folder)).toEqual([])
})

test('a writer says that nothing can be kept after a refusal, until a trial succeeds', async () => {
  const disk = fullDisk()
  const writer = new JournalWriter(folder, now, disk)
  expect(await writer.checkDisk()).toBe(true)
  disk.room = 0
  await expect(writer.append(line('a'))).rejects.toThrow(/no space/)
  expect(writer.canKeep).toBe(false)
  expect(await writer.checkDisk()).toBe(false)
  disk.room = Infinity
  expect(await writer.checkDisk()).toBe(true)
  expect(writer.canKeep).toBe(true)
  expect(await readdir(folder)).toEqual([])
})

test('a disk with hardly any room is known before a result is refused', async () => {
  const writer = new JournalWriter(folder, now, { open, free: async () => 40_000 })
  expect(await writer.checkDisk()).toBe(false)
})

test('a line set aside is kept under the hash of its text, once, and comes again when somebody asks', async () => {
  const reader = new JournalReader(folder)
  const text = JSON.stringify(line('a'))
  const kept = await reader.reject(text)
  expect(await reader.reject(text)).toBe(kept)
  expect(await readFile(kept, 'utf8')).toBe(`${text}\n`)
  expect(await reader.rejected()).toBe(1)
  expect(await readAll(reader)).toEqual([])
  expect(await retryRejected(folder)).toBe(1)
  expect(await reader.rejected()).toBe(0)
  expect(await readAll(reader)).toEqual(['a'])
  expect(await readAll(reader)).toEqual([])
  expect(await retryRejected(folder)).toBe(0)
})
