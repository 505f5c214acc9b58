import { expect, test } from 'vitest'
import { ShortLine } from '../../server/http/short-line.ts'
import { HandClock } from '../support/hand-clock.ts'

const PATIENCE = 5_000

/** Work that ends when the test says so. */
function work() {
  const begun: number[] = []
  const ends = new Map<number, { well: (value: number) => void; badly: (error: Error) => void }>()
  const of = (id: number) => (): Promise<number> => {
    begun.push(id)
    return new Promise((well, badly) => ends.set(id, { well, badly }))
  }
  return { begun, ends, of }
}
const turn = async (): Promise<void> => {
  for (let i = 0; i < 3; i++) await new Promise(setImmediate)
}

test('one is worked on at a time, and who comes when enough wait is turned away', async () => {
  const line = new ShortLine(2, PATIENCE, new HandClock())
  const { begun, ends, of } = work()
  const taken = [1, 2, 3, 4, 5].map((id) => line.take(of(id)))
  expect(taken.map((promise) => promise !== null)).toEqual([true, true, true, false, false])
  await turn()
  expect(begun).toEqual([1])
  ends.get(1)!.well(10)
  expect(await taken[0]).toBe(10)
  await turn()
  expect(begun).toEqual([1, 2])
  expect(line.take(of(6))).not.toBeNull()
  expect(line.take(of(7))).toBeNull()
})

test('what fails makes room for the next', async () => {
  const line = new ShortLine(0, PATIENCE, new HandClock())
  const { ends, of } = work()
  const first = line.take(of(1))
  await turn()
  ends.get(1)!.badly(new Error('No such letter'))
  await expect(first).rejects.toThrow('No such letter')
  const next = line.take(() => Promise.resolve(2))
  expect(await next).toBe(2)
})

test('what does not end holds up the others for a while only', async () => {
  const clock = new HandClock()
  const line = new ShortLine(1, PATIENCE, clock)
  const { begun, ends, of } = work()
  const endless = line.take(of(1))
  const next = line.take(of(2))
  await turn()
  clock.turn(PATIENCE - 1)
  await turn()
  expect(begun).toEqual([1])
  clock.turn(1)
  await expect(endless).rejects.toThrow('too long')
  await turn()
  expect(begun).toEqual([1, 2])
  ends.get(2)!.well(20)
  expect(await next).toBe(20)
  expect(clock.waiting).toBe(0)
})
