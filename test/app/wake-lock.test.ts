import { expect, test } from 'vitest'
import { emptySnapshot, type MatchSnapshot } from '../../app/_net/match-snapshot.ts'
import { isUnderWay, keepAwake } from '../../app/match/_hooks/wake-lock.ts'

/** A page with a screen that counts its locks. */
function aPage() {
  const seen: { visibilityState: DocumentVisibilityState } = { visibilityState: 'visible' }
  const locks = { asked: 0, released: 0 }
  const page = Object.assign(new EventTarget(), seen)
  const screen = {
    wakeLock: {
      request: async () => {
        locks.asked++
        return { release: async () => void locks.released++ }
      },
    },
  }
  const show = (state: DocumentVisibilityState): void => {
    page.visibilityState = state
    page.dispatchEvent(new Event('visibilitychange'))
  }
  return { page, screen, locks, show }
}

/** All that was promised has come. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

test('the screen is kept awake, asked again when the page is seen again, and let go of at the end', async () => {
  const { page, screen, locks, show } = aPage()
  const stop = keepAwake(screen, page)
  await settled()
  expect(locks).toEqual({ asked: 1, released: 0 })
  show('hidden')
  await settled()
  expect(locks.asked).toBe(1)
  show('visible')
  await settled()
  expect(locks.asked).toBe(2)
  stop()
  await settled()
  expect(locks.released).toBe(1)
  show('visible')
  await settled()
  expect(locks.asked).toBe(2)
})

test('a lock that comes after the end is let go of at once', async () => {
  const { page, screen, locks } = aPage()
  keepAwake(screen, page)()
  await settled()
  expect(locks).toEqual({ asked: 1, released: 1 })
})

test('of two that were asked for before either came, one is kept and let go of at the end', async () => {
  const { page, screen, locks, show } = aPage()
  const stop = keepAwake(screen, page)
  show('hidden')
  show('visible')
  await settled()
  expect(locks).toEqual({ asked: 2, released: 1 })
  stop()
  await settled()
  expect(locks).toEqual({ asked: 2, released: 2 })
})

test('only a match that is under way on this page keeps it awake', () => {
  const entry = {} as MatchSnapshot['entry']
  const runs: MatchSnapshot = { ...emptySnapshot({ state: 'connected' }), state: 'in', entry }
  expect(isUnderWay(runs)).toBe(true)
  const result: MatchSnapshot['result'] = { reason: 'finished', scores: [], places: [] }
  const otherwise: Partial<MatchSnapshot>[] = [
    { entry: null },
    { result },
    { paused: true },
    { state: 'taken' },
    { state: 'left' },
  ]
  for (const other of otherwise) expect(isUnderWay({ ...runs, ...other }), JSON.stringify(other)).toBe(false)
})

test('a browser without it, or one that refuses, changes nothing', async () => {
  const { page } = aPage()
  keepAwake({}, page)()
  const stop = keepAwake({ wakeLock: { request: () => Promise.reject(new Error('little battery')) } }, page)
  await settled()
  stop()
  expect(page.visibilityState).toBe('visible')
})
