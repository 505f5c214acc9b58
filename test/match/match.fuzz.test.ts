import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkLog } from '../../game/core/check-log.ts'
import { decodeLog, encodeLog } from '../../game/core/match-log.ts'
import { finalHashOf } from '../../game/core/row-hash.ts'
import { pong } from '../../game/tasks/pong/pong.ts'
import type { Brain, Decision } from '../../server/brains/brain.ts'
import { Follower, agent, MatchBench, person } from './match-bench.ts'

/** What clients, networks and brains may do to a match, in any order. */
const act = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('ticks'), count: fc.integer({ min: 1, max: 90 }) }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('input'),
      seat: fc.integer({ min: -1, max: 3 }),
      ahead: fc.oneof(fc.integer({ min: -30, max: 40 }), fc.constantFrom(NaN, 1e9, -1e9)),
      code: fc.oneof(fc.integer({ min: -1, max: 4 }), fc.double()),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('join'), seat: fc.integer({ min: -1, max: 3 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('lose'), seat: fc.integer({ min: -1, max: 3 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('answer'), which: fc.nat(20), code: fc.integer({ min: 0, max: 2 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('silence'), which: fc.nat(20) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('revise'), number: fc.nat(9) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('stall'), millis: fc.integer({ min: 0, max: 20_000 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('enter') }) },
)
type Act = {
  kind: string
  count?: number
  seat?: number
  ahead?: number
  code?: number
  which?: number
  number?: number
  millis?: number
}

/** Sequences that once failed. */
const PAST_FAILURES: [number, Act[]][] = []

class ScriptedBrain implements Brain {
  readonly waiting: { resolve: (decisions: Decision[]) => void; reject: (error: Error) => void }[] = []

  decide(): Promise<Decision[]> {
    return new Promise((resolve, reject) => this.waiting.push({ resolve, reject }))
  }

  close(): void {}
}

async function perform(
  bench: MatchBench,
  brain: ScriptedBrain,
  { kind, seat = 0, code = 0, ...act }: Act,
): Promise<void> {
  const { match } = bench
  const [question] =
    kind === 'answer' || kind === 'silence' ? brain.waiting.splice(act.which! % (brain.waiting.length || 1), 1) : []
  if (kind === 'ticks') bench.ticks(act.count!)
  else if (kind === 'input') match.input(seat, match.tickNumber + act.ahead!, code)
  else if (kind === 'join') match.join(seat)
  else if (kind === 'lose') match.lose(seat)
  else if (kind === 'answer') question?.resolve([{ code, mind: null }])
  else if (kind === 'silence') question?.reject(new Error('silence'))
  else if (kind === 'revise') match.revise(1, act.number!, String(act.number!).repeat(64), brain)
  else if (kind === 'stall') bench.clock.stall(act.millis!)
  else bench.followers.set('watchers', new Follower(match, 'watchers'))
  await Promise.resolve()
}

test('whatever clients, networks and brains do, the match is stepped from its log to the same end', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer(), fc.array(act, { minLength: 5, maxLength: 80 }), async (seed, acts: Act[]) => {
      const brain = new ScriptedBrain()
      const bench = new MatchBench([person('ann'), agent(3, 'ab')], { seed, brains: [null, brain] }).begin()
      for (const one of acts) await perform(bench, brain, one)
      bench.match.void()
      bench.match.announce()
      const log = decodeLog(encodeLog(bench.match.record()))
      expect(checkLog(pong, log)).toEqual({ ok: true })
      for (const { playback } of bench.followers.values()) {
        expect(playback.differences).toBe(0)
        expect(playback.ended).not.toBeNull()
        expect(finalHashOf(playback.state)).toBe(log.footer.finalHash)
      }
      expect(bench.ends).toBe(1)
    }),
    { numRuns: 150, examples: PAST_FAILURES },
  )
})

test('two people who come and go at random get a match whose log agrees', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer(), fc.array(act, { minLength: 5, maxLength: 80 }), async (seed, acts: Act[]) => {
      const bench = new MatchBench([person('ann'), person('bob')], { seed }).begin()
      for (const one of acts) await perform(bench, new ScriptedBrain(), one)
      bench.match.void()
      bench.match.announce()
      const log = bench.match.record()
      expect(checkLog(pong, log)).toEqual({ ok: true })
      for (const { playback } of bench.followers.values())
        expect(finalHashOf(playback.state)).toBe(log.footer.finalHash)
    }),
    { numRuns: 100 },
  )
})
