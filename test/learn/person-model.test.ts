import { describe, expect, test } from 'vitest'
import { SeededChance } from '../../game/core/chance.ts'
import type { Expectation, PersonModel } from '../../game/core/person-model.ts'
import type { Row } from '../../game/core/task.ts'
import { CloneGhost } from '../../game/learn/sparring/clone-ghost.ts'
import { createGhost } from '../../game/learn/sparring/create-ghost.ts'
import type { Opponent } from '../../game/learn/practice/opponents.ts'
import { policyOpponent } from '../../game/learn/practice/opponents.ts'
import { playGames } from '../../game/learn/practice/play-games.ts'
import { Forward } from '../../game/nets/forward.ts'
import * as P from '../../game/tasks/pong/layout.ts'
import { Memory, type Deed } from '../../game/tasks/pong/person/memory.ts'
import { PongPerson } from '../../game/tasks/pong/person/model.ts'
import { comes } from '../../game/tasks/pong/person/passage.ts'
import { pong } from '../../game/tasks/pong/pong.ts'
import { echoStick } from '../support/echo-task.ts'
import { HeadlessMatch } from '../../game/core/headless-match.ts'
import { houseAgent } from '../support/house-agents.ts'
import { personByName } from '../support/people/kinds.ts'
import { seatPerson } from '../support/people/person.ts'
import { policySeat } from '../support/policy-seat.ts'
import { sparringHeader } from '../support/sparring-header.ts'

const deed = (features: number[], value: number): Deed => ({
  features: Float64Array.from(features),
  value,
  lost: null,
  unfinished: false,
})

describe('the memory of what somebody did', () => {
  const memory = () =>
    new Memory({
      bandwidths: [
        [Infinity, 10],
        [Infinity, 10],
      ],
      prior: () => 0.01,
      priorWeight: 1,
    })

  test('weighs each deed by how alike its situation is, and the prior beside them', () => {
    const some = memory()
    some.add(deed([0, 5], 10))
    some.add(deed([10, 5], 30))
    // Nothing matters yet: both count, and the prior, whose value is 0, as much as one of them.
    expect(some.mean(Float64Array.of(0, 5), ({ value }) => value)).toBeCloseTo(40 / 3)
    some.bandwidths[0] = 10
    const apart = Math.exp(-0.5)
    expect(some.mean(Float64Array.of(0, 5), ({ value }) => value)).toBeCloseTo((10 + 30 * apart) / (2 + apart))
  })

  // Of many, as they are remembered from another match, all are judged the first time.
  test.each([60, 200])(
    'finds which features of %i deeds matter by leaving one out, and leaves out the others',
    async (deeds) => {
      const some = memory()
      const chance = new SeededChance(1)
      for (let i = 0; i < deeds; i++) {
        const where = 100 * chance.uniform() - 50
        some.add(deed([where, 100 * chance.uniform() - 50], where < 0 ? -20 : 4))
      }
      await some.fit()
      expect([...some.bandwidths]).toEqual([10, Infinity])
      expect(some.mean(Float64Array.of(-30, 0), ({ value }) => value)).toBeLessThan(-17)
      expect(some.mean(Float64Array.of(30, 0), ({ value }) => value)).toBeGreaterThan(2.5)
    },
  )

  test('finds that somebody has changed, and lets what was before fade', async () => {
    const some = memory()
    const chance = new SeededChance(2)
    for (let i = 0; i < 76; i++) some.add(deed([chance.uniform(), 0], i < 38 ? -20 : 20))
    await some.fit()
    expect(some.halfLife).toBe(40)
  })
})

/** What the model makes of this person from so many seconds of play against "Minute". watched: hears of each tick, with its number. */
async function studied(
  name: string,
  seconds: number,
  watched: (model: PersonModel, state: Row, tick: number) => void = () => undefined,
): Promise<PersonModel> {
  const minute = await houseAgent('minute')
  const person = personByName(name)
  const header = sparringHeader(pong, minute.reactionTicks, { target: 21 })
  const agent = policySeat(minute, new SeededChance(2))
  const { decide } = seatPerson(person, new SeededChance(3))
  const model = new PongPerson()
  for (let played = 0, seed = 4; played < 60 * seconds; seed++) {
    const seats = [{ reactionTicks: person.reactionTicks, decide }, agent]
    const match = new HeadlessMatch(pong, header, seats, new SeededChance(seed))
    for (; !match.over && played < 60 * seconds; played++) {
      match.play(1)
      model.watch(match.state, 0)
      watched(model, match.state, played)
      if (played % 600 === 599) await model.fit()
    }
  }
  return model
}

interface Seen {
  expectation: Expectation
  state: Row
  tick: number
}

/** What was expected of this person, each with what became of it. */
async function expectations(name: string, seconds: number): Promise<{ made: Seen; settled: Seen }[]> {
  const all: { made: Seen; settled: Seen }[] = []
  let made: Seen | null = null
  let last: Expectation | null = null
  await studied(name, seconds, ({ expectation }, state, tick) => {
    if (expectation === last) return
    last = expectation
    const seen = expectation && { expectation, state: state.slice(), tick }
    if (seen?.expectation.outcome && made) all.push({ made, settled: seen })
    made = seen?.expectation.outcome ? null : seen
  })
  return all
}

/** An opponent that plays as the model says, and counts by bands of the court's height which balls it met and missed. */
function opponentOf(model: PersonModel): Opponent {
  const chance = new SeededChance(5)
  const players = new Map<number, ReturnType<PersonModel['player']>>()
  return {
    options: () => ({}),
    begin: (environment) => players.get(environment)?.begin(),
    decide(env, environments, seats, actions) {
      for (const e of environments) {
        if (!players.has(e)) players.set(e, model.player(chance))
        actions[e * env.seats + seats[e]!] = players.get(e)!.decide(env.rows[e]!, seats[e]!)
      }
    },
  }
}

async function shareOfMinute(opponent: Opponent, games: number): Promise<number> {
  const { spec, weights, reactionTicks } = await houseAgent('minute')
  const forward = new Forward(spec, weights)
  const { pointsWon, pointsLost } = await playGames({
    task: pong,
    observation: 'state',
    player: policyOpponent(() => forward, new SeededChance(6)),
    opponent,
    games,
    seed: 7,
    endOnReward: true,
    playerReactionTicks: reactionTicks,
  })
  return pointsWon / (pointsWon + pointsLost)
}

describe('the model of somebody who plays Pong', () => {
  test.each(['weak-corner', 'late', 'strong'])(
    'loses about as many points as %s, whom it has seen for ten minutes',
    async (name) => {
      const model = await studied(name, 600)
      const person = await shareOfMinute(seatPerson(personByName(name), new SeededChance(8)).opponent, 400)
      const ghost = await shareOfMinute(opponentOf(model), 400)
      expect(Math.abs(ghost - person)).toBeLessThan(0.12)
    },
  )

  test('foretells better than a stranger where somebody misses, and says in which corner they are weak', async () => {
    const model = await studied('not-high', 300)
    const { error, stranger, count, unit, uncertainty } = model.foresight!
    expect(error).toBeLessThan(0.9 * stranger)
    expect(uncertainty).toBeGreaterThan(0)
    expect(uncertainty).toBeLessThan(stranger)
    expect([count, unit]).toEqual([40, 'paddle heights'])
    const { regions, aims, latest } = model.portrait
    expect(aims).toBe(30)
    expect(latest).toHaveLength(30)
    for (const [place, { aimedNow }] of regions.entries())
      expect(latest.filter((region) => region === place)).toHaveLength(Math.round(30 * aimedNow))
    const worst = regions.toSorted((a, b) => b.expectedMiss - a.expectedMiss)[0]!
    expect(worst.name).toBe('top corner')
    expect(worst.missed).toBeGreaterThan(2)
    const sum = (key: 'aimedThen' | 'aimedNow'): number => regions.reduce((all, region) => all + region[key], 0)
    expect([sum('aimedThen'), sum('aimedNow')]).toEqual([expect.closeTo(1), expect.closeTo(1)])
  })

  test('expects where the paddle will be when the ball arrives, upon the tick in which it begins to come, and says what came of it', async () => {
    const seen = await expectations('strong', 300)
    expect(seen.length).toBeGreaterThan(60)
    for (const { made, settled } of seen) {
      expect(made.expectation.outcome).toBeNull()
      expect(comes(made.state, 0)).toBe(true)
      expect(settled.tick - made.tick).toBe(made.expectation.ticks)
      const { outcome, ...rest } = settled.expectation
      expect({ ...rest, outcome: null }).toEqual(made.expectation)
      const { value, tolerance, stranger, field } = made.expectation
      const [height, hits] = [settled.state[P.LEFT_Y]!, settled.state[P.HITS]! - made.state[P.HITS]!]
      expect(field).toBe(P.LEFT_Y)
      expect(outcome).toEqual({
        asForetold: Math.abs(height - value) <= tolerance,
        asAnybody: Math.abs(height - stranger) <= tolerance,
        met: hits === 1,
        value: height,
      })
    }
  })

  test('expects as much of the people as comes true, within a tenth', async () => {
    const seen = (
      await Promise.all(['weak-corner', 'not-high', 'random'].map((name) => expectations(name, 300)))
    ).flat()
    const mean = (of: (one: (typeof seen)[number]) => number): number =>
      seen.reduce((sum, one) => sum + of(one), 0) / seen.length
    const cameTrue = mean(({ settled }) => (settled.expectation.outcome!.asForetold ? 1 : 0))
    expect(seen.length).toBeGreaterThan(200)
    expect(Math.abs(mean(({ made }) => made.expectation.sure) - cameTrue)).toBeLessThan(0.1)
    for (const { made } of seen) {
      expect(made.expectation.rests).toBeGreaterThanOrEqual(5)
      expect(made.expectation.sure).toBeGreaterThanOrEqual(0.5)
      expect(Math.abs(made.expectation.value)).toBeLessThanOrEqual(P.PADDLE_LIMIT)
    }
  })

  test('expects nobody further away than a paddle can come', async () => {
    for (const { made } of await expectations('late', 120)) {
      const { value, ticks } = made.expectation
      expect(Math.abs(value - made.state[P.LEFT_Y]!)).toBeLessThanOrEqual(ticks * P.PADDLE_SPEED)
    }
  })

  test('knows nothing of a stranger, and plays as anybody would: it meets most balls', async () => {
    const model = new PongPerson()
    expect(model.foresight).toBeNull()
    expect(model.expectation).toBeNull()
    expect(model.portrait.aims).toBe(0)
    expect(await shareOfMinute(opponentOf(model), 200)).toBeLessThan(0.6)
  })

  test('goes on from what was saved, and takes nothing else', async () => {
    const model = await studied('weak-corner', 60)
    const [copy, saved] = [new PongPerson(), structuredClone(model.save())]
    copy.load(saved)
    expect(copy.save()).toEqual(saved)
    expect(copy.foresight).toEqual(model.foresight)
    // Who sent what was remembered may have been somebody else.
    const { things, regions } = model.portrait
    const notAimed = regions.map((region) => ({ ...region, aimedThen: 0, aimedNow: 0 }))
    expect(copy.portrait).toEqual({ things, regions: notAimed, aims: 0, latest: [] })
    const nothing = { coming: [], leaving: [], foretold: [] }
    for (const wrong of [null, 3, {}, ...Object.keys(nothing).map((part) => ({ ...nothing, [part]: [[Number.NaN]] }))])
      expect(() => copy.load(wrong)).toThrow(TypeError)
    expect(copy.save()).toEqual(saved)
  })

  test('cuts play into balls that came and balls that left, in the tick in which the paddle meets them', () => {
    const model = new PongPerson()
    const row = new Float64Array(pong.layout.length)
    const chance = new SeededChance(9)
    pong.reset(row, { target: 3, leftSpeed: 1, rightSpeed: 1 }, chance, 2)
    const out = { rewards: new Float64Array(2), terminated: false, truncated: false }
    // Seat 0 stands still in the middle, seat 1 goes along with the ball.
    for (let tick = 0; tick < 1200 && !out.terminated; tick++) {
      const up = row[P.BALL_Y]! - row[P.RIGHT_Y]!
      pong.step(row, Float64Array.of(0, up > 1 ? 1 : up < -1 ? 2 : 0), chance, out)
      model.watch(row, 0)
    }
    const { coming } = model.save() as { coming: number[][] }
    expect(coming.length).toBeGreaterThan(2)
    // Where it met the ball, beside where the ball came: a paddle in the middle is as far from it as the ball came from the middle.
    for (const [arrival, way, , , , , value] of coming) expect([way, value]).toEqual([arrival, -arrival!])
  })
})

test('a ghost is a model where the task has one, and a clone elsewhere; what it cannot read of what was kept, it passes over', () => {
  const ghost = createGhost(pong, 'state', new SeededChance(1), 'm', {
    match: 'm',
    tick: 9,
    person: { coming: 'nonsense' },
  })
  expect(ghost.save()).toEqual({ match: 'm', tick: -1, person: { coming: [], leaving: [], foretold: [] } })
  expect(createGhost(echoStick, 'state', new SeededChance(1))).toBeInstanceOf(CloneGhost)
})

test('a match that is watched again, as after a reload, is not studied twice', async () => {
  const minute = await houseAgent('minute')
  const person = personByName('fast')
  const match = new HeadlessMatch(
    pong,
    sparringHeader(pong, minute.reactionTicks, { target: 21 }),
    [
      { reactionTicks: person.reactionTicks, decide: seatPerson(person, new SeededChance(3)).decide },
      policySeat(minute, new SeededChance(2)),
    ],
    new SeededChance(4),
  )
  const rows: Float64Array[] = []
  while (rows.length < 5000) {
    match.play(1)
    rows.push(match.state.slice())
  }
  const watching = (id: string, ticks: number, kept?: unknown) => {
    const ghost = createGhost(pong, 'state', new SeededChance(1), id, kept)
    for (const [tick, row] of rows.slice(0, ticks).entries()) ghost.watch(row, 0, 0, tick)
    return ghost.save()
  }
  const balls = (kept: unknown): number => (kept as { person: { coming: unknown[] } }).person.coming.length
  const whole = watching('a', 5000)
  const half = watching('a', 2500)
  const again = watching('a', 5000, structuredClone(half))
  expect(balls(again)).toBeGreaterThan(balls(half) + 5)
  expect(balls(again)).toBeLessThanOrEqual(balls(whole))
  expect(watching('a', 2500, structuredClone(half))).toEqual(half)
  // Another match is new.
  expect(balls(watching('b', 2500, structuredClone(half)))).toBe(2 * balls(half))
})
