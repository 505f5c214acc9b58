import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SeededChance } from '../../game/core/chance.ts'
import { checkLog } from '../../game/core/check-log.ts'
import { readEvents } from '../../game/core/match-log.ts'
import { pong } from '../../game/tasks/pong/pong.ts'
import { Difficulty } from '../../game/protocol/terms.ts'
import { afterPoint, easeFor, MOST_EASE, UNKNOWN, type Advantage } from '../../server/match/difficulty/advantage.ts'
import { Acquaintances } from '../../server/match/difficulty/acquaintances.ts'
import { HoldingBack } from '../../server/match/difficulty/holding-back.ts'
import type { Contestant } from '../../server/match/seats/contestant.ts'
import { playHeldBack } from '../support/held-back.ts'
import { houseAgent } from '../support/house-agents.ts'
import { agent, MatchBench, person } from './match-bench.ts'

const seats = { person: 0, agent: 1 }
const never = (): number => 1
const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x))

describe('what is known of an advantage', () => {
  test('moves with a first point by its variance, which that makes smaller, times what was not expected', () => {
    // The variance has grown to 2.2, the point tells 1/2 × 1/2: 1 / (1 / 2.2 + 1 / 4) = 1.4194. The agent was expected to win one of two.
    const won = afterPoint(UNKNOWN, 0, true)
    expect(won.variance).toBeCloseTo(1.4194, 4)
    expect(won.mean).toBeCloseTo(0.7097, 4)
    expect(afterPoint(UNKNOWN, 0, false).mean).toBeCloseTo(-0.7097, 4)
  })

  test('grows more by a point that was won while holding back', () => {
    expect(afterPoint(UNKNOWN, 0.5, true).mean).toBeGreaterThan(afterPoint(UNKNOWN, 0, true).mean)
  })

  test('stays finite and within bounds whatever happens', () => {
    const points = fc.array(fc.record({ won: fc.boolean(), ease: fc.double({ min: 0, max: MOST_EASE, noNaN: true }) }))
    fc.assert(
      fc.property(points, (played) => {
        let known: Advantage = UNKNOWN
        for (const { won, ease } of played) known = afterPoint(known, ease, won)
        expect(Math.abs(known.mean)).toBeLessThanOrEqual(6)
        expect(known.variance).toBeGreaterThan(0)
        for (const difficulty of Difficulty.options) {
          const ease = easeFor(known, difficulty, { person: 1, agent: played.length })
          expect(ease >= 0 && ease <= MOST_EASE).toBe(true)
        }
      }),
    )
  })
})

describe('the ease', () => {
  test('makes up for the advantage: 2.25 log-odds are half of the decisions, and for 62 % a little more', () => {
    const known = { mean: 2.25, variance: 1 }
    const none = { person: 0, agent: 0 }
    expect(easeFor(known, 'even', none)).toBeCloseTo(0.5)
    // ln(0.62 / 0.38) = 0.4895
    expect(easeFor(known, 'easy', none)).toBeCloseTo((2.25 + 0.4895) / 4.5, 4)
    expect(easeFor(known, 'best', none)).toBe(0)
  })

  test('lets who is behind catch up, and nobody get far away', () => {
    const known = { mean: 2.25, variance: 1 }
    // Two short of half of eight: 0.5 + 2 × 0.1, and ln(0.7 / 0.3) = 0.8473.
    expect(easeFor(known, 'even', { person: 2, agent: 6 })).toBeCloseTo((2.25 + 0.8473) / 4.5, 4)
    expect(easeFor(known, 'even', { person: 6, agent: 2 })).toBeCloseTo((2.25 - 0.8473) / 4.5, 4)
    // At 0.8 it ends: ln 4 = 1.3863.
    expect(easeFor(known, 'even', { person: 0, agent: 10 })).toBeCloseTo((2.25 + 1.3863) / 4.5, 4)
  })

  test('is none where the person is better anyhow', () => {
    const none = { person: 0, agent: 0 }
    expect(easeFor({ mean: -0.1, variance: 1 }, 'even', none)).toBe(0)
    expect(easeFor({ mean: -0.6, variance: 1 }, 'easy', none)).toBe(0)
  })
})

/** The share of points that a person wins who is worse by `advantage` log-odds, in matches to 11 after the first `before`. cost: what the
 *  ease really costs the agent, which nobody tells it. */
function simulated(difficulty: Difficulty, advantage: number, cost: number, seed: number): number {
  const chance = new SeededChance(seed)
  const known = { advantage: UNKNOWN }
  const total = [0, 0]
  for (let match = 0; match < 100; match++) {
    const held = new HoldingBack(seats, difficulty, known, never)
    const scores = [0, 0]
    while (Math.max(...scores) < 11) {
      held.serve(scores)
      const agentWins = chance.uniform() < sigmoid(advantage - cost * held.state.ease)
      scores[agentWins ? 1 : 0]!++
    }
    if (match > 0) for (const seat of [0, 1]) total[seat]! += scores[seat]!
  }
  return total[0]! / (total[0]! + total[1]!)
}

describe('over many matches a person', () => {
  test.each([
    [1, 4.5],
    [2, 4.5],
    [3, 4.5],
    [2, 3.2],
    [2, 6.5],
  ])('who is worse by %d log-odds wins half of the points, or three of five, though ease costs %d', (worse, cost) => {
    expect(Math.abs(simulated('even', worse, cost, 1) - 0.5)).toBeLessThan(0.04)
    expect(Math.abs(simulated('easy', worse, cost, 2) - 0.62)).toBeLessThan(0.04)
    expect(Math.abs(simulated('best', worse, cost, 3) - sigmoid(-worse))).toBeLessThan(0.04)
  })

  test('who is better wins as much as they did', () => {
    expect(Math.abs(simulated('even', -1.5, 4.5, 4) - sigmoid(1.5))).toBeLessThan(0.04)
  })
})

test('a choice comes into force at the next serve, and best lets nothing pass', () => {
  const known = { advantage: { mean: 2.25, variance: 1 } }
  const held = new HoldingBack(seats, 'even', known, () => 0.4)
  expect(held.state).toEqual({ chosen: 'even', inForce: 'even', ease: 0.5 })
  expect(held.letsPass()).toBe(true)
  held.choose('best')
  expect(held.state).toEqual({ chosen: 'best', inForce: 'even', ease: 0.5 })
  expect(held.serve([0, 0])).toBe(true)
  expect(held.state).toEqual({ chosen: 'best', inForce: 'best', ease: 0 })
  expect(held.letsPass()).toBe(false)
  expect(held.share).toBe(0.5)
  expect(held.serve([0, 0])).toBe(false)
})

describe('of two who have met,', () => {
  const ann: Contestant = { kind: 'human', userId: 'ann', name: 'Ann', address: '' }
  const other = (agentId: string): Contestant => ({
    kind: 'agent',
    agent: {
      agentId,
      ownerId: 'ann',
      kind: 'partner',
      name: agentId,
      strength: null,
      reactionTicks: 0,
      frozen: false,
      policy: null,
      checkpoint: null,
    },
    reactionTicks: 0,
    request: { ask: 'seat-partner', task: 'pong', userId: 'ann', name: 'Ann', parentId: null },
  })
  const afterLosses = (acquaintances: Acquaintances, agentId: string): number => {
    const held = acquaintances.holdingBack('even', [ann, other(agentId)], never)!
    for (let lost = 1; lost <= 5; lost++) held.serve([0, lost])
    return held.state.ease
  }

  test('it is remembered in the next match, whichever the seats', () => {
    const acquaintances = new Acquaintances(10)
    const ease = afterLosses(acquaintances, 'one')
    const next = acquaintances.holdingBack('even', [other('one'), ann], never)!.state.ease
    expect(next).toBeGreaterThan(0.2)
    // There is nothing to catch up with.
    expect(next).toBeLessThan(ease)
    expect(acquaintances.holdingBack('even', [ann, other('two')], never)?.state.ease).toBe(0)
  })

  test('a partner as it was is somebody else than the partner', () => {
    const acquaintances = new Acquaintances(10)
    afterLosses(acquaintances, 'one')
    const partner = other('one')
    const earlier = { ask: 'seat-earlier', task: 'pong', userId: 'ann', agentId: 'one', revision: 3 } as const
    const asItWas = { ...partner, request: earlier } as Contestant
    expect(acquaintances.holdingBack('even', [ann, asItWas], never)?.state.ease).toBe(0)
    expect(acquaintances.holdingBack('even', [ann, partner], never)?.state.ease).toBeGreaterThan(0.2)
  })

  test('those who met longest ago are forgotten first', () => {
    const acquaintances = new Acquaintances(2)
    for (const id of ['one', 'two', 'three']) afterLosses(acquaintances, id)
    expect(acquaintances.holdingBack('even', [ann, other('three')], never)?.state.ease).toBeGreaterThan(0)
    expect(acquaintances.holdingBack('even', [ann, other('one')], never)?.state.ease).toBe(0)
  })

  test('nobody holds back without a wish, among people, or where there are more', () => {
    const acquaintances = new Acquaintances(2)
    expect(acquaintances.holdingBack(undefined, [ann, other('one')], never)).toBeNull()
    expect(acquaintances.holdingBack('easy', [ann, ann], never)).toBeNull()
    expect(acquaintances.holdingBack('easy', [ann, other('one'), other('two')], never)).toBeNull()
  })
})

describe('an agent in a match', () => {
  const brain = (codes: number[]) => ({
    decide: () => [{ code: codes.shift() ?? 0, mind: null }],
    close: () => undefined,
  })

  test('keeps the action that it had where it lets a decision pass, and nothing counts as late; the log is valid', () => {
    const passes = [false, true, true, false]
    const held = { serve: () => false, letsPass: () => passes.shift() ?? false }
    const bench = new MatchBench([person('ann'), agent()], { brains: [null, brain([1, 2, 2, 2])], holdingBack: held })
    bench.begin().ticks(4 * pong.decisionPeriod)
    bench.match.whole('players')
    const logged = readEvents(bench.match.published('players').body, 1)
    const [first, second, ...others] = logged.filter((event) => event.kind === 'action' && event.seat === 1)
    expect([first, second]).toMatchObject([{ code: 1 }, { code: 2, tick: first!.tick + 3 * pong.decisionPeriod }])
    expect(others).toEqual([])
    expect(bench.match.lateDecisions).toBe(0)
    bench.match.leave(0)
    expect(checkLog(pong, bench.match.record())).toEqual({ ok: true })
  })

  test('wins the fewer points the more it holds back, down to next to none', async () => {
    const veteran = await houseAgent('best')
    const shares = [0, 0.3, 0.6, 0.9].map((ease) => {
      const chance = new SeededChance(5)
      const held = { serve: () => false, letsPass: () => chance.uniform() < ease }
      const played = Array.from({ length: 4 }, () => playHeldBack(veteran, 'middle', held, chance.word(), 21))
      const won = played.reduce((sum, match) => sum + match.agent, 0)
      return won / played.reduce((sum, match) => sum + match.agent + match.person, 0)
    })
    for (let i = 1; i < shares.length; i++) expect(shares[i]!).toBeLessThan(shares[i - 1]! - 0.1)
    expect(shares[0]).toBeGreaterThan(0.75)
    expect(shares[3]).toBeLessThan(0.2)
  })

  test('that is much stronger is held near even by a weak person, and let loose by their wish', async () => {
    const veteran = await houseAgent('best')
    const share = (difficulty: Difficulty): number => {
      const chance = new SeededChance(9)
      const known = { advantage: UNKNOWN }
      const played = Array.from({ length: 9 }, () => {
        const held = new HoldingBack(seats, difficulty, known, () => chance.uniform())
        return playHeldBack(veteran, 'easy', held, chance.word())
      }).slice(1)
      const won = played.reduce((sum, match) => sum + match.person, 0)
      return won / played.reduce((sum, match) => sum + match.agent + match.person, 0)
    }
    expect(Math.abs(share('even') - 0.5)).toBeLessThan(0.08)
    expect(Math.abs(share('easy') - 0.62)).toBeLessThan(0.08)
    expect(share('best')).toBeLessThan(0.2)
  })
})
