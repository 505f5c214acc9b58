import { describe, expect, test } from 'vitest'
import { checkLog } from '../../game/core/check-log.ts'
import { readEvents, type SeatHolder } from '../../game/core/match-log.ts'
import { finalHashOf } from '../../game/core/row-hash.ts'
import * as P from '../../game/tasks/pong/layout.ts'
import { cartpole } from '../../game/tasks/cartpole/cartpole.ts'
import * as C from '../../game/tasks/cartpole/layout.ts'
import { pong } from '../../game/tasks/pong/pong.ts'
import { PAUSE_LIMITS } from '../../server/match/pausing.ts'
import { MATCH_LIMITS } from '../../server/match/seats/people.ts'
import { agent, MatchBench, person, TICK } from './match-bench.ts'

const COUNTDOWN = Math.ceil(PAUSE_LIMITS.countdown / TICK)
const limits = { ...MATCH_LIMITS, hold: PAUSE_LIMITS.longest, pause: 0 }

const sparring = (more: object = {}): MatchBench =>
  new MatchBench([person('ann'), agent()], { options: { target: 21 }, pausing: PAUSE_LIMITS, limits, ...more }).begin()
/** In the middle of a rally. */
const rally = (bench: MatchBench): MatchBench => bench.until(({ state }) => state[P.SERVE_IN] === 0).ticks(20)
const kinds = ({ match }: MatchBench): string[] => {
  const { body } = (match.whole('players'), match.published('players'))
  return readEvents(body, 1).map(({ kind }) => kind)
}

describe('a sparring match', () => {
  test('stands still with the next tick when its person asks, in the middle of a rally, and everybody who follows it too', () => {
    const bench = rally(sparring())
    expect(bench.match.pause(true)).toBe('done')
    bench.ticks(1)
    const { tickNumber } = bench.match
    const before = finalHashOf(bench.match.state)
    bench.ticks(200)
    expect(bench.match.phase).toBe('paused')
    expect(bench.match.tickNumber).toBe(tickNumber)
    expect(finalHashOf(bench.match.state)).toBe(before)
    for (const { playback } of bench.followers.values())
      expect(playback).toMatchObject({ paused: true, tick: tickNumber })
  })

  test('goes on three seconds after its person wants it to, from where it was', () => {
    const bench = rally(sparring())
    bench.match.pause(true)
    bench.ticks(100)
    expect(bench.match.pauseState).toMatchObject({ goesOnMillis: null })
    bench.match.pause(false)
    bench.ticks(1)
    expect(bench.match.pauseState).toMatchObject({ goesOnMillis: PAUSE_LIMITS.countdown })
    bench.ticks(COUNTDOWN - 2)
    expect(bench.match.phase).toBe('paused')
    bench.ticks(3)
    expect(bench.match.phase).toBe('playing')
    expect(bench.match.pauseState).toBe(null)
    bench.ticks(600)
    for (const { playback } of bench.followers.values()) expect(playback.differences).toBe(0)
    bench.match.leave(0)
    expect(checkLog(pong, bench.match.record())).toEqual({ ok: true })
  })

  test('stays still where its person thinks better of it during the countdown', () => {
    const bench = rally(sparring())
    bench.match.pause(true)
    bench.ticks(10)
    bench.match.pause(false)
    bench.ticks(COUNTDOWN - 10)
    bench.match.pause(true)
    bench.ticks(COUNTDOWN)
    expect(bench.match.phase).toBe('paused')
  })

  test('stands still at once while its person is away, and goes on by itself when they are back', () => {
    const bench = rally(sparring())
    bench.match.lose(0)
    bench.ticks(1)
    const { tickNumber } = bench.match
    bench.ticks(600)
    expect(bench.match.tickNumber).toBe(tickNumber)
    bench.match.join(0)
    bench.ticks(COUNTDOWN + 3)
    expect(bench.match.phase).toBe('playing')
    expect(kinds(bench)).toEqual(expect.arrayContaining(['seat', 'pause', 'resume']))
  })

  test('that its person had paused before they went stays so until they ask', () => {
    const bench = rally(sparring())
    bench.match.pause(true)
    bench.match.lose(0)
    bench.ticks(60)
    bench.match.join(0)
    bench.ticks(2 * COUNTDOWN)
    expect(bench.match.phase).toBe('paused')
  })

  test('waits for the court of who comes back to be drawn', () => {
    const bench = rally(sparring())
    bench.match.lose(0)
    bench.ticks(60)
    bench.match.join(0, true)
    bench.ticks(100)
    expect(bench.match.pauseState?.goesOnMillis).toBe(null)
    bench.match.ready(0)
    bench.ticks(COUNTDOWN + 3)
    expect(bench.match.phase).toBe('playing')
  })

  test('is held for ten minutes, says for how long still, and then is given up', () => {
    const bench = rally(sparring())
    bench.match.lose(0, true)
    bench.ticks(1)
    bench.clock.turn(PAUSE_LIMITS.longest - 10_000)
    bench.ticks(1)
    expect(bench.match.presence()[0]?.heldMillis).toBeLessThanOrEqual(10_000)
    bench.clock.turn(10_000)
    bench.ticks(1)
    expect(bench.match.result).toMatchObject({ reason: 'left', places: [2, 1], gone: { seat: 0, how: 'away' } })
    expect(checkLog(pong, bench.match.record())).toEqual({ ok: true })
  })

  test('that is paused for too long is given up, though its person is there', () => {
    const bench = rally(sparring())
    bench.match.pause(true)
    bench.ticks(1)
    bench.clock.turn(PAUSE_LIMITS.longest)
    bench.ticks(1)
    expect(bench.match.result).toMatchObject({ reason: 'left', gone: { seat: 0, how: 'paused' } })
  })

  test('is paused only so often', () => {
    const bench = rally(sparring({ pausing: { ...PAUSE_LIMITS, times: 2 } }))
    for (const paused of [true, false, true, false]) expect(bench.match.pause(paused)).toBe('done')
    expect(bench.match.pause(true)).toBe('spent')
    bench.ticks(60)
    expect(bench.match.phase).toBe('playing')
  })

  test('stands still for so long in all, and is given up in the pause that uses it up', () => {
    const bench = rally(sparring({ pausing: { ...PAUSE_LIMITS, all: 60_000 } }))
    bench.match.pause(true)
    bench.ticks(1)
    bench.clock.turn(59_900 - PAUSE_LIMITS.countdown)
    bench.match.pause(false)
    bench.ticks(COUNTDOWN + 3)
    expect(bench.match.phase).toBe('playing')
    bench.clock.turn(1_000)
    bench.match.pause(true)
    bench.ticks(20)
    expect(bench.match.result).toMatchObject({ gone: { how: 'paused' } })
  })
})

describe('any other match', () => {
  test('is not paused by anybody', () => {
    const bench = new MatchBench([person('ann'), person('bob')]).begin()
    expect(bench.match.pause(true)).toBe('never')
    bench.ticks(60)
    expect(bench.match.phase).toBe('playing')
  })

  test('says who lost the connection, and who stepped out and did not come back', () => {
    for (const [steppedOut, how] of [
      [false, 'lost'],
      [true, 'away'],
    ] as const) {
      const bench = new MatchBench([person('ann'), person('bob')]).begin()
      bench.match.lose(1, steppedOut)
      bench.clock.turn(MATCH_LIMITS.hold)
      bench.ticks(1)
      expect(bench.match.result).toMatchObject({ reason: 'left', places: [1, 2], gone: { seat: 1, how } })
    }
  })

  test('says who left it, who never came, and that everybody was lost', () => {
    const left = new MatchBench([person('ann'), person('bob')]).begin()
    left.match.leave(0)
    expect(left.match.result?.gone).toEqual({ seat: 0, how: 'left' })
    const absent = new MatchBench([person('ann'), person('bob')])
    absent.match.join(0)
    absent.clock.turn(MATCH_LIMITS.join)
    absent.ticks(1)
    expect(absent.match.result).toMatchObject({ reason: 'void', gone: { seat: 1, how: 'never-came' } })
    const deserted = new MatchBench([person('ann'), person('bob')]).begin()
    for (const seat of [0, 1]) deserted.match.lose(seat)
    deserted.clock.turn(MATCH_LIMITS.hold)
    deserted.ticks(1)
    expect(deserted.match.result).toMatchObject({ reason: 'void', gone: { seat: null, how: 'lost' } })
  })
})

describe('a match begins', () => {
  const two = (): MatchBench => new MatchBench([person('ann'), person('bob')])

  test('when every court is drawn', () => {
    const bench = two()
    bench.match.join(0, true)
    bench.match.join(1, true)
    bench.ticks(30)
    bench.match.ready(0)
    bench.match.ready(0)
    bench.ticks(30)
    expect(bench.match.phase).toBe('waiting')
    bench.match.ready(1)
    bench.ticks(1)
    expect(bench.match.phase).toBe('playing')
  })

  test('at once where nobody says that they draw', () => {
    const bench = two()
    bench.match.join(0)
    bench.match.join(1)
    expect(bench.ticks(1).match.phase).toBe('playing')
  })

  test('in time although somebody comes anew again and again with a court to draw', () => {
    const bench = two()
    bench.match.join(0)
    const { join, draw } = MATCH_LIMITS
    let waited = 0
    for (; waited < join + draw - 1; waited += draw - 100) {
      expect(bench.ticks(1).match.phase).toBe('waiting')
      bench.match.lose(1, true)
      bench.match.join(1, true)
      bench.clock.turn(draw - 100)
    }
    expect(bench.ticks(1).match.phase).toBe('playing')
  })

  test('not where somebody went away before it did, whose fault it is when the time is over', () => {
    const bench = two()
    bench.match.join(0)
    bench.match.join(1, true)
    bench.match.lose(1, true)
    bench.clock.turn(MATCH_LIMITS.join)
    expect(bench.ticks(1).match.phase).toBe('waiting')
    expect(bench.match.presence()[1]?.heldMillis).toBeGreaterThan(0)
    bench.clock.turn(MATCH_LIMITS.draw)
    bench.ticks(1)
    expect(bench.match.result).toMatchObject({ reason: 'void', gone: { seat: 1, how: 'away' } })
    expect(bench.match.leavers).toEqual([1])
  })

  test('not where everybody who came went away, and nobody is blamed', () => {
    const bench = two()
    for (const seat of [0, 1]) {
      bench.match.join(seat, true)
      bench.match.lose(seat)
    }
    bench.clock.turn(MATCH_LIMITS.join + MATCH_LIMITS.draw)
    bench.ticks(1)
    expect(bench.match.result).toMatchObject({ reason: 'void', gone: { seat: null, how: 'lost' } })
    expect(bench.match.leavers).toEqual([])
  })

  test('after some seconds where a court is never drawn, also beyond the time for coming', () => {
    const bench = two()
    bench.match.join(0)
    bench.clock.turn(MATCH_LIMITS.join - 100)
    bench.match.join(1, true)
    bench.clock.turn(MATCH_LIMITS.draw - 100)
    expect(bench.ticks(1).match.phase).toBe('waiting')
    bench.clock.turn(100)
    expect(bench.ticks(1).match.phase).toBe('playing')
  })
})

describe('a match of a task that counts in', () => {
  const COUNT_IN = (1000 * cartpole.countIn!) / (1000 / cartpole.ticksPerSecond)
  const alone = (holder: SeatHolder = person('ann')): MatchBench => new MatchBench([holder], { task: cartpole }).begin()

  test('shows where everything is and stands still for three seconds before its first step', () => {
    const bench = alone()
    expect(bench.match).toMatchObject({ phase: 'paused', tickNumber: 0 })
    expect(bench.match.pauseState?.goesOnMillis).toBeGreaterThan(2900)
    bench.ticks(COUNT_IN - 2)
    expect(bench.match.tickNumber).toBe(0)
    bench.ticks(4)
    expect(bench.match).toMatchObject({ phase: 'playing', pauseState: null })
    for (const { playback } of bench.followers.values()) expect(playback.differences).toBe(0)
  })

  test('does not where only an agent plays', () => {
    expect(alone(agent(0, undefined, cartpole)).ticks(3).match.tickNumber).toBeGreaterThan(2)
  })

  test('pushes to either side in turn until its person does something, and then what they did', () => {
    const bench = alone().ticks(COUNT_IN + 6)
    const { match } = bench
    const speeds: number[] = []
    const watch = (ticks: number): number[] => {
      speeds.length = 0
      for (let i = 0; i < ticks; i++) {
        const before = match.state[C.X_SPEED]!
        bench.ticks(1)
        speeds.push(Math.sign(match.state[C.X_SPEED]! - before))
      }
      return speeds
    }
    const inTurn = watch(4)
    expect(inTurn[0]).toBe(-inTurn[1]!)
    expect(inTurn).toEqual([inTurn[0], inTurn[1], inTurn[0], inTurn[1]])
    match.input(0, match.tickNumber + 1, 1)
    expect(watch(3)).toEqual([1, 1, 1])
  })
})
