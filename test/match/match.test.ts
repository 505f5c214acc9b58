import { describe, expect, test } from 'vitest'
import { checkLog } from '../../game/core/check-log.ts'
import { decodeLog, encodeLog, readEvents } from '../../game/core/match-log.ts'
import { finalHashOf } from '../../game/core/row-hash.ts'
import * as P from '../../game/tasks/pong/layout.ts'
import { pong } from '../../game/tasks/pong/pong.ts'
import type { Brain, Decision } from '../../server/brains/brain.ts'
import { builtInBrain } from '../../server/brains/built-in-brain.ts'
import { MATCH_LIMITS } from '../../server/match/seats/people.ts'
import { agent, MatchBench, person } from './match-bench.ts'

const UP = 1
const DOWN = 2
const events = ({ match }: MatchBench) => readEvents(match.published('players').body, 1)
const kinds = (bench: MatchBench) => events(bench).map(({ kind }) => kind)

/** A brain that answers when the test says so. */
function slowBrain(): Brain & {
  answer: (code: number) => Promise<void>
  fail: () => Promise<void>
  asked: number
  closed: boolean
} {
  const waiting: { resolve: (decisions: Decision[]) => void; reject: (error: Error) => void }[] = []
  return {
    asked: 0,
    closed: false,
    decide() {
      this.asked++
      return new Promise((resolve, reject) => waiting.push({ resolve, reject }))
    },
    close() {
      this.closed = true
    },
    async answer(code) {
      waiting.shift()?.resolve([
        {
          code,
          mind: {
            value: 0.1,
            shown: { kind: 'choices', probabilities: [0.2, 0.5, 0.3] },
          },
        },
      ])
      await Promise.resolve().then(() => {})
    },
    async fail() {
      waiting.shift()?.reject(new Error('no answer'))
      await Promise.resolve().then(() => {})
    },
  }
}

describe('a match', () => {
  test.each([1, 2, 3])('of two built-ins is stepped from its log to the same hash (seed %i)', (seed) => {
    const bench = new MatchBench([agent(), agent(6)], { seed, options: { rightSpeed: 0.5 } }).begin()
    bench.until(({ phase }) => phase === 'over').match.announce()
    const log = bench.match.record()
    expect(bench.match.result?.reason).toBe('finished')
    expect(checkLog(pong, decodeLog(encodeLog(log)))).toEqual({ ok: true })
    for (const follower of bench.followers.values()) {
      expect(finalHashOf(follower.playback.state)).toBe(log.footer.finalHash)
      expect(follower.playback.differences).toBe(0)
      expect(follower.playback.ended?.reason).toBe('finished')
    }
  })

  test('does not begin before its people are there, and is void when they do not come', () => {
    const bench = new MatchBench([person('ann'), agent()])
    bench.ticks(60)
    expect(bench.match.phase).toBe('waiting')
    expect(bench.frames.players).toBe(0)
    bench.ticks(MATCH_LIMITS.join / 16)
    expect(bench.match.result?.reason).toBe('void')
  })

  test('sends players what is logged and what is settled with the next second tick, nothing for ten ticks at most, and spectators a batch every sixth', () => {
    const bench = new MatchBench([person('ann'), agent()], { options: { target: 21 } }).begin()
    const { state } = bench.match
    const settled = (): string =>
      [state[P.HITS], Math.abs(state[P.BALL_X]!) >= P.HIT_X, state[P.LEFT_SCORE], state[P.RIGHT_SCORE]].join()
    const sent = [0]
    const news = new Set([0])
    for (let tick = 1; tick <= 3000; tick++) {
      const before = { settled: settled(), frames: bench.frames.players }
      // Ann follows the ball for a while, and then sleeps.
      if (tick % 300 < 200 && tick % 5 === 0)
        bench.match.input(0, tick, state[P.BALL_Y]! > state[P.LEFT_Y]! ? UP : DOWN)
      bench.ticks(1)
      if (settled() !== before.settled) news.add(tick)
      if (bench.frames.players > before.frames) sent.push(tick)
    }
    bench.match.whole('players')
    for (const { tick } of events(bench)) news.add(tick)
    const expected = [0]
    for (let tick = 2; tick <= 3000; tick += 2)
      if (news.has(tick) || news.has(tick - 1) || tick - expected.at(-1)! >= 10) expected.push(tick)
    expect(sent).toEqual(expected)
    expect(state[P.LEFT_SCORE]! + state[P.RIGHT_SCORE]!).toBeGreaterThan(0)
    expect(bench.frames.watchers).toBe(501)
  })

  test.each([0, 1, 2, 3, 4])(
    'of two people who act every nine ticks sends at most half the batches, %i ticks apart',
    (apart) => {
      const bench = new MatchBench([person('ann'), person('bob')], { options: { target: 21 } }).begin()
      for (let tick = 1; tick <= 3600; tick++) {
        if (tick % 9 === 0) bench.match.input(0, tick, (tick / 9) % 3)
        if (tick % 9 === apart) bench.match.input(1, tick, ((tick - apart) / 9) % 3)
        bench.ticks(1)
      }
      expect(bench.frames.players).toBeLessThanOrEqual(900)
    },
  )

  test('shows who enters late the state that was published', () => {
    const bench = new MatchBench([agent(), agent()]).begin().ticks(501)
    const { tick, body, serial } = bench.match.published('watchers')
    expect(tick).toBe(498)
    expect(serial).toBe(84)
    expect(readEvents(body, 1).every((event) => event.tick <= 498)).toBe(true)
  })

  test('keeps its end to itself until it is announced', () => {
    const bench = new MatchBench([agent(), agent()]).begin().until(({ phase }) => phase === 'over')
    expect(kinds(bench)).not.toContain('end')
    bench.match.announce()
    expect(kinds(bench).at(-1)).toBe('end')
  })

  test('writes the hash of its state each second', () => {
    const bench = new MatchBench([person('ann'), agent()]).begin().ticks(180)
    const beats = events(bench).filter((event) => event.kind === 'beat')
    expect(beats.map(({ tick }) => tick)).toEqual([60, 120, 180])
    expect(beats.map((beat) => beat.kind === 'beat' && beat.millis)).toEqual([1000, 1000, 1000])
  })

  test('that takes too long ends by time', () => {
    const still: Brain = { decide: (batch) => batch.map(() => ({ code: 0, mind: null })), close() {} }
    const never = new MatchBench([agent(), agent()], { options: { target: 21 }, brains: [still, still] }).begin()
    // Nobody can be kept from losing points by standing still, so the clock of the match is put forward.
    never.match.state[P.TICK] = pong.maxTicks - 5
    never.ticks(10)
    expect(never.match.result?.reason).toBe('time')
  })
})

describe("a person's input", () => {
  test('holds from its tick on', () => {
    const bench = new MatchBench([person('ann'), agent()]).begin()
    expect(bench.match.input(0, 10, UP)).toBe(true)
    bench.ticks(9)
    expect(bench.match.state[P.LEFT_Y]).toBe(0)
    bench.ticks(1)
    expect(bench.match.state[P.LEFT_Y]).toBe(P.PADDLE_SPEED)
    expect(events(bench)).toContainEqual({ tick: 10, kind: 'action', seat: 0, code: UP })
  })

  test('for a tick that is past holds from the next one on', () => {
    const bench = new MatchBench([person('ann'), agent()]).begin().ticks(50)
    bench.match.input(0, 3, DOWN)
    bench.ticks(1)
    expect(bench.match.state[P.LEFT_Y]).toBe(-P.PADDLE_SPEED)
  })

  test('is refused more than 15 ticks ahead', () => {
    const { match } = new MatchBench([person('ann'), agent()]).begin().ticks(20)
    expect(match.input(0, match.tickNumber + 15, UP)).toBe(true)
    expect(match.input(0, match.tickNumber + 16, UP)).toBe(false)
  })

  test('is refused where it is no action', () => {
    const { match } = new MatchBench([person('ann'), agent()]).begin()
    for (const code of [3, -1, 0.5, NaN]) expect(match.input(0, 1, code)).toBe(false)
  })

  test("moves nobody else's seat, and no agent's", () => {
    const bench = new MatchBench([person('ann'), agent()]).begin()
    expect(bench.match.input(1, 5, UP)).toBe(false)
    expect(bench.match.input(7, 5, UP)).toBe(false)
  })

  test('is the last one where there are several for a tick', () => {
    const bench = new MatchBench([person('ann'), agent()]).begin()
    for (const code of [UP, DOWN, UP, DOWN]) bench.match.input(0, 5, code)
    bench.ticks(10)
    expect(events(bench).filter((event) => event.kind === 'action' && event.seat === 0)).toEqual([
      { tick: 5, kind: 'action', seat: 0, code: DOWN },
    ])
  })
})

describe("an agent's decision", () => {
  test('applies after the action latency and the reaction delay', async () => {
    const brain = slowBrain()
    const bench = new MatchBench([agent(5, 'ab'), person('ann')], { brains: [brain, null] }).begin()
    await brain.answer(UP)
    bench.ticks(20)
    expect(events(bench)).toContainEqual({ tick: 1 + 2 + 5, kind: 'action', seat: 0, code: UP })
    expect(brain.asked).toBe(6)
  })

  test('comes as often as its period lets it, upon the states of the game’s own decisions', () => {
    const seen: number[] = []
    const brain: Brain = {
      decide([request]) {
        seen.push(bench.match.tickNumber)
        expect(request!.earlier).toHaveLength(Math.min(1, seen.length - 1))
        return [{ code: UP, mind: null }]
      },
      close: () => undefined,
    }
    const bench = new MatchBench([agent(0, 'ab', pong, 12), person('ann')], { brains: [brain, null] })
    bench.begin().ticks(40)
    expect(seen).toEqual([0, 12, 24, 36])
  })

  test('that misses its tick applies on arrival, and is logged and counted as late', async () => {
    const brain = slowBrain()
    const bench = new MatchBench([agent(0, 'ab'), person('ann')], { brains: [brain, null] }).begin().ticks(9)
    await brain.answer(UP)
    bench.ticks(4)
    expect(events(bench)).toContainEqual({ tick: 10, kind: 'late', seat: 0, ticks: 7 })
    expect(events(bench)).toContainEqual({ tick: 10, kind: 'action', seat: 0, code: UP })
    expect(bench.match.lateDecisions).toBe(1)
    expect(bench.minds).toMatchObject([{ seat: 0, tick: 0, late: true }])
  })

  test('that does not come leaves the last action in force and counts as late', async () => {
    const brain = slowBrain()
    const bench = new MatchBench([agent(0, 'ab'), person('ann')], { brains: [brain, null] }).begin()
    await brain.answer(UP)
    bench.ticks(4)
    await brain.fail()
    bench.ticks(8)
    expect(events(bench).filter((event) => event.kind === 'action')).toHaveLength(1)
    expect(bench.match.state[P.LEFT_VY]).toBe(P.PADDLE_SPEED)
    expect(bench.match.lateDecisions).toBe(1)
  })

  test('of a program that fails does not end the match', () => {
    const broken: Brain = {
      decide() {
        throw new Error('broken')
      },
      close() {},
    }
    const bench = new MatchBench([agent(), person('ann')], { brains: [broken, null] }).begin().ticks(60)
    expect(bench.match.phase).toBe('playing')
    expect(bench.match.lateDecisions).toBeGreaterThan(10)
  })

  test('comes from new weights only from the next serve on', async () => {
    const [old, next] = [slowBrain(), slowBrain()]
    const bench = new MatchBench([agent(0, 'ab'), person('ann')], { brains: [old, null] }).begin()
    bench.until(({ state }) => state[P.SERVE_IN] === 0)
    bench.match.revise(0, 7, 'cd'.repeat(32), next)
    bench.ticks(4)
    expect(next.asked).toBe(0)
    bench.until(({ state }) => state[P.SERVE_IN]! > 0).ticks(5)
    expect(next.asked).toBeGreaterThan(0)
    expect(old.closed).toBe(true)
    expect(events(bench)).toContainEqual(
      expect.objectContaining({ kind: 'policy', seat: 0, revision: 7, hash: 'cd'.repeat(32) }),
    )
    expect(bench.match.policies[0]).toBe('cd'.repeat(32))
  })

  test('comes from the newest of several revisions that wait for the serve', () => {
    const [old, second, third] = [slowBrain(), slowBrain(), slowBrain()]
    const bench = new MatchBench([agent(0, 'ab'), person('ann')], { brains: [old, null] }).begin()
    bench.until(({ state }) => state[P.SERVE_IN] === 0)
    bench.match.revise(0, 3, '33'.repeat(32), third)
    bench.match.revise(0, 2, '22'.repeat(32), second)
    expect(second.closed).toBe(true)
    bench.until(({ state }) => state[P.SERVE_IN]! > 0)
    expect(bench.match.policies[0]).toBe('33'.repeat(32))
  })
})

describe('a lost connection', () => {
  const twoPeople = () => new MatchBench([person('ann'), person('bob')]).begin()
  const atServe = (bench: MatchBench) => bench.until(({ phase }) => phase === 'paused')

  test('stops the paddle, holds the seat, and pauses the match at the next serve', () => {
    const bench = twoPeople()
    bench.match.input(0, 5, UP)
    bench.until(({ state }) => state[P.SERVE_IN] === 0)
    bench.match.lose(0)
    bench.ticks(2)
    expect(bench.match.state[P.LEFT_VY]).toBe(0)
    expect(bench.match.phase).toBe('playing')
    atServe(bench)
    expect(bench.match.presence()[0]).toMatchObject({ joined: true, connected: false })
    const { tickNumber } = bench.match
    bench.ticks(60)
    expect(bench.match.tickNumber).toBe(tickNumber)
  })

  test('that comes back finds the exact state, and the match goes on', () => {
    const bench = twoPeople().ticks(20)
    bench.match.lose(0)
    atServe(bench).ticks(120)
    const before = finalHashOf(bench.match.state)
    bench.match.join(0)
    expect(finalHashOf(bench.match.state)).toBe(before)
    bench.ticks(3)
    expect(bench.match.phase).toBe('playing')
    expect(bench.match.presence()[0]).toMatchObject({ connected: true, heldMillis: null })
    expect(kinds(bench)).toEqual(expect.arrayContaining(['pause', 'resume', 'seat']))
    bench.ticks(600)
    for (const follower of bench.followers.values()) expect(follower.playback.differences).toBe(0)
  })

  test('of half a minute loses the match', () => {
    const bench = twoPeople().ticks(20)
    bench.match.lose(1)
    atServe(bench)
    bench.clock.turn(MATCH_LIMITS.hold)
    bench.ticks(1)
    expect(bench.match.result).toMatchObject({ reason: 'left', places: [1, 2] })
    expect(checkLog(pong, bench.match.record())).toEqual({ ok: true })
  })

  test('of everybody ends the match without a winner', () => {
    const bench = twoPeople().ticks(20)
    bench.match.lose(0)
    bench.match.lose(1)
    bench.clock.turn(MATCH_LIMITS.hold)
    bench.ticks(1)
    expect(bench.match.result?.reason).toBe('void')
  })

  test('pauses the match for half a minute in all, then it goes on without the player', () => {
    const bench = twoPeople().ticks(20)
    bench.match.lose(0)
    atServe(bench)
    bench.clock.turn(MATCH_LIMITS.pause - 1_000)
    bench.match.join(0)
    bench.ticks(2)
    expect(bench.match.phase).toBe('playing')
    bench.match.lose(0)
    atServe(bench)
    bench.ticks(30)
    expect(bench.match.phase).toBe('paused')
    bench.ticks(40)
    expect(bench.match.phase).toBe('playing')
  })
})

describe('leaving', () => {
  test('gives the match to the other seat, whatever the score', () => {
    const bench = new MatchBench([person('ann'), agent()], { brains: [null, builtInBrain(pong, 'easy')] }).begin()
    bench.until(({ scores }) => scores[1]! > 0)
    bench.match.leave(1)
    expect(bench.match.result).toMatchObject({ reason: 'left', places: [1, 2], scores: [0, 1] })
    expect(checkLog(pong, bench.match.record())).toEqual({ ok: true })
  })

  test('before the match began makes it void', () => {
    const { match } = new MatchBench([person('ann'), person('bob')])
    match.leave(0)
    expect(match.result?.reason).toBe('void')
  })

  test('ends it once', () => {
    const bench = new MatchBench([person('ann'), agent()]).begin()
    bench.match.leave(0)
    bench.match.leave(0)
    bench.match.void()
    bench.ticks(5)
    expect(bench.ends).toBe(1)
    expect(bench.match.result?.reason).toBe('left')
  })
})
