import fc from 'fast-check'
import { expect, test } from 'vitest'
import { PendingPushes, type NewRevision } from '../../server/models/pending-pushes.ts'
import { WeightsCache } from '../../server/models/weights-cache.ts'

test('the cache keeps what was used last, up to its size', () => {
  const cache = new WeightsCache(3 * 40)
  const weights = (): Float32Array => new Float32Array(10)
  for (const hash of ['a', 'b', 'c']) cache.set(hash, weights())
  cache.get('a')
  cache.set('d', weights())
  expect(['a', 'b', 'c', 'd'].filter((hash) => cache.get(hash))).toEqual(['a', 'c', 'd'])
})

test('what was put in last can be got, whatever its size', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.nat(40))), (puts) => {
      const cache = new WeightsCache(100)
      const first = new Map<string, Float32Array>()
      for (const [hash, length] of puts) {
        if (cache.get(hash) === undefined) first.set(hash, new Float32Array(length))
        cache.set(hash, first.get(hash)!)
        expect(cache.get(hash)).toBe(first.get(hash))
      }
    }),
  )
})

test('only so many revisions wait for the database, of one agent and in all', () => {
  const revision: NewRevision = {
    id: '',
    number: 1,
    hash: '',
    baseHash: '',
    matchId: null,
    stats: null,
    weights: new Float32Array(1),
  }
  const pending = new PendingPushes()
  const fill = (agent: string): number => {
    let added = 0
    for (; !pending.full(agent); added++) pending.keep(agent, revision)
    return added
  }
  expect(fill('a')).toBe(30)
  let total = 30
  for (let i = 0; i < 30; i++) total += fill(`agent ${i}`)
  expect(total).toBe(600)
  pending.drop('a')
  expect(pending.has('a')).toBe(false)
  expect(fill('b')).toBe(30)
})
