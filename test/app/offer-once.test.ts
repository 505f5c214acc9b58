import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { isOffered, neverOffer } from '../../app/match/_result/offer-once.ts'

let kept: Map<string, string>
beforeEach(() => {
  kept = new Map()
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  })
})
afterEach(() => void vi.unstubAllGlobals())

test('to save a partner is offered on the result of one match, however often that is drawn, and on no other', () => {
  expect([isOffered('first'), isOffered('first'), isOffered('second'), isOffered('first')]).toEqual([
    true,
    true,
    false,
    true,
  ])
})

test('what was declined is offered never again', () => {
  expect(isOffered('first')).toBe(true)
  neverOffer()
  expect([isOffered('first'), isOffered('second')]).toEqual([false, false])
})

test('where nothing can be remembered nothing is offered, so that it does not come back each time', () => {
  vi.stubGlobal('localStorage', {
    getItem: () => {
      throw new Error('blocked')
    },
  })
  expect(isOffered('first')).toBe(false)
  expect(neverOffer).not.toThrow()
})
