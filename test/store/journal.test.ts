import { appendFile, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { JournalReader, JournalWriter, type JournalText } from '../../server/store/journal.ts'
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
  await reader.read(async ({ text, torn }: JournalText) => {
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
  await writer.close()
})

test('a line is on the disk when append resolves', async () => {
  const writer = new JournalWriter(folder, now)
  await writer.append(line('a'))
  const [file] = await files()
  expect(JSON.parse(await readFile(join(folder, file!), 'utf8'))).toEqual(line('a'))
  await writer.close()
})

test('a reader that stops at a line begins there the next time', async () => {
  const writer = new JournalWriter(folder, now)
  for (const id of ['a', 'b', 'c']) await writer.append(line(id))
  const reader = new JournalReader(folder)
  let taken = 0
  expect(await reader.read(async () => ++taken < 2)).toBe(false)
  expect(await reader.count()).toBe(2)
  expect(await readAll(reader)).toEqual(['b', 'c'])
  await writer.close()
})

test('a file is deleted once it is read and a newer one exists, and not before', async () => {
  const first = new JournalWriter(folder, now)
  await first.append(line('a'))
  await first.close()
  const reader = new JournalReader(folder)
  expect(await readAll(reader)).toEqual(['a'])
  expect(await files()).toHaveLength(1)
  const second = new JournalWriter(folder, now)
  await second.append(line('b'))
  expect(await files()).toHaveLength(2)
  expect(await readAll(reader)).toEqual(['b'])
  expect(await files()).toHaveLength(1)
  // A reader that starts again sees the newest file again; the match's id keeps it from counting twice.
  expect(await readAll(new JournalReader(folder))).toEqual(['b'])
  await second.close()
})

test('a long journal is split into files, and comes out in its order', async () => {
  const writer = new JournalWriter(folder, now)
  const ids = Array.from({ length: 450 }, (_, i) => `match ${i}`)
  const short = { ...line('x'), log: '' }
  for (const matchId of ids) await writer.append({ ...short, matchId })
  expect(await files()).toHaveLength(3)
  expect(await readAll(new JournalReader(folder))).toEqual(ids)
  expect(await files()).toHaveLength(1)
  await writer.close()
})

test('a line cut off by a crash is reported once there is a newer file, and the lines before it are read', async () => {
  const crashed = new JournalWriter(folder, now)
  await crashed.append(line('a'))
  await crashed.append(line('b'))
  await crashed.close()
  const [file] = await files()
  const { length } = await readFile(join(folder, file!))
  await truncate(join(folder, file!), length - 10)
  const reader = new JournalReader(folder)
  expect(await readAll(reader)).toEqual(['a'])
  const writer = new JournalWriter(folder, now)
  await writer.append(line('c'))
  expect(await readAll(reader)).toEqual(['torn', 'c'])
  expect(await files()).toHaveLength(1)
  await writer.close()
})

test('a line that is being written is left alone until it is whole', async () => {
  const text = JSON.stringify(line('a'))
  const file = join(folder, '20260101-aa.jsonl')
  await writeFile(file, text.slice(0, 100))
  const reader = new JournalReader(folder)
  expect(await readAll(reader)).toEqual([])
  await appendFile(file, `${text.slice(100)}\n`)
  expect(await readAll(reader)).toEqual(['a'])
})

test('a disk that refuses a line makes append reject, and the next line gets a file of its own', async () => {
  const blocked = join(folder, 'blocked')
  await writeFile(blocked, '')
  const writer = new JournalWriter(blocked, now)
  await expect(writer.append(line('a'))).rejects.toThrow(/EEXIST|ENOTDIR/)
  await rm(blocked)
  await writer.append(line('b'))
  expect(await readAll(new JournalReader(blocked))).toEqual(['b'])
  await writer.close()
})

test('a line set aside is kept under the hash of its text, once', async () => {
  const reader = new JournalReader(folder)
  const kept = await reader.reject('{"broken"')
  expect(await reader.reject('{"broken"')).toBe(kept)
  expect(await readFile(kept, 'utf8')).toBe('{"broken"')
  expect(await readAll(reader)).toEqual([])
})
