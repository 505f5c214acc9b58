import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { RunningFile } from '../../server/store/running-file.ts'
import { HandClock } from '../support/hand-clock.ts'
import { quietLog } from '../support/quiet-log.ts'

let folder: string
let timers: HandClock
const lines = quietLog()
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sparring-running-'))
  timers = new HandClock()
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const id = (n: number): string => String(n).padStart(32, '0')
const start = (file = join(folder, 'running')): RunningFile => new RunningFile({ file, timers, log: lines.log })

test('who comes after knows which matches were being played, and not those that were over', async () => {
  const first = start()
  for (let n = 0; n < 3; n++) first.opened(id(n))
  first.ended(id(1))
  await first.flush()
  const next = start()
  expect([0, 1, 2, 3].map((n) => next.diedWith(id(n)))).toEqual([true, false, true, false])
})

test('a process that has stopped in order leaves nothing to tell', async () => {
  const first = start()
  first.opened(id(1))
  first.ended(id(1))
  await first.flush()
  expect(start().diedWith(id(1))).toBe(false)
})

test('a start forgets what the start before had found', async () => {
  await writeFile(join(folder, 'running'), `${id(7)}\n`)
  const first = start()
  expect(first.diedWith(id(7))).toBe(true)
  await first.flush()
  expect(start().diedWith(id(7))).toBe(false)
})

test('lines that are no ids are left alone', async () => {
  await writeFile(join(folder, 'running'), `\u0000\n../../etc\n${id(4)}\n${id(5).slice(3)}`)
  const next = start()
  expect(next.diedWith(id(4))).toBe(true)
  expect(next.diedWith('../../etc')).toBe(false)
})

test('a disk that takes nothing stops nobody', async () => {
  const first = start(join(folder, 'running'))
  await rm(folder, { recursive: true })
  first.opened(id(1))
  await first.flush()
  expect(lines.lines.at(-1)?.msg).toBe('Which matches are being played could not be noted')
  expect(first.diedWith(id(1))).toBe(false)
})

test('many changes at once are one write', async () => {
  const first = start()
  for (let n = 0; n < 500; n++) first.opened(id(n))
  await first.flush()
  expect((await readFile(join(folder, 'running'), 'utf8')).split('\n')).toHaveLength(501)
})
