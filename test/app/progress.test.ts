import { expect, test, vi } from 'vitest'
import { keptCurve } from '../../app/match/_panel/kept-curve.ts'
import { withProgress, type ProgressPoint } from '../../app/match/_panel/progress.ts'

test('a curve takes what was newly counted, a second apart at least', () => {
  let curve: readonly ProgressPoint[] = []
  const add = (seconds: number, won: number): number => {
    curve = withProgress(curve, seconds, { won, lost: 50 })
    return curve.length
  }
  expect(withProgress([], 3, null)).toEqual([])
  expect(add(3, 60)).toBe(1)
  expect(add(3.5, 61)).toBe(1)
  expect(add(9, 60)).toBe(1)
  expect(add(9, 61)).toBe(2)
  expect(curve.at(-1)).toEqual({ seconds: 9, won: 61, lost: 50 })
})

test('a long match has hundreds of points, not thousands, and the last is never old', () => {
  let curve: readonly ProgressPoint[] = []
  for (let t = 0; t < 3600; t += 0.25) curve = withProgress(curve, t, { won: t, lost: 50 })
  expect(curve.length).toBeLessThan(900)
  expect(curve.at(-1)!.seconds).toBeGreaterThan(3580)
})

test('a tab keeps the curve of one match, and takes only what is one', () => {
  const kept = new Map<string, string>()
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  })
  const points = [{ seconds: 3, won: 60, lost: 50 }]
  keptCurve.keep('one', points)
  expect(keptCurve.read('one')).toEqual(points)
  expect(keptCurve.read('another')).toEqual([])
  keptCurve.drop()
  expect(keptCurve.read('one')).toEqual([])
  const key = 'sparring.progress'
  for (const wrong of ['', 'null', '{"match":"one","points":[null]}', '{"match":"one","points":[{"seconds":-1}]}']) {
    kept.set(key, wrong)
    expect(keptCurve.read('one')).toEqual([])
  }
  vi.unstubAllGlobals()
})

test('where a browser refuses storage, there is no curve of before', () => {
  keptCurve.keep('one', [{ seconds: 3, won: 60, lost: 50 }])
  expect(keptCurve.read('one')).toEqual([])
})
