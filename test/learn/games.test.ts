import { expect, test } from 'vitest'
import { SeededChance } from '../../game/core/chance.ts'
import { Arena } from '../../game/learn/practice/arena.ts'
import { builtInOpponent, policyOpponent, type Opponent } from '../../game/learn/practice/opponents.ts'
import { PastSelves } from '../../game/learn/practice/past-selves.ts'
import { playGames } from '../../game/learn/practice/play-games.ts'
import { Forward } from '../../game/nets/forward.ts'
import { initialise } from '../../game/nets/initialise.ts'
import { densePolicy, type PolicySpec } from '../../game/nets/spec.ts'
import * as P from '../../game/tasks/pong/layout.ts'
import { pong } from '../../game/tasks/pong/pong.ts'

const spec: PolicySpec = densePolicy({ inputs: 8, hidden: [8], activation: 'tanh', outputs: 3 })
const weights = initialise(spec, new SeededChance(1))

/** Does the same in all environments, and keeps where it sat. */
function always(code: number): Opponent & { sat: Set<number> } {
  const sat = new Set<number>()
  return {
    sat,
    options: () => ({}),
    begin: () => undefined,
    decide(env, environments, seats, actions) {
      for (const e of environments) {
        sat.add(seats[e]!)
        actions[e * env.seats + seats[e]!] = code
      }
    },
  }
}

test('games count points for the right side, whichever it plays', async () => {
  const hard = builtInOpponent(pong.builtIns[2]!)
  const result = await playGames({
    task: pong,
    observation: 'state',
    player: hard,
    opponent: always(1),
    games: 7,
    seed: 2,
    options: { target: 3 },
  })
  expect(result.games).toBe(7)
  expect(result.won).toBe(7)
  expect(result.pointsWon).toBe(21)
  expect(result.margin).toBeCloseTo((result.pointsWon - result.pointsLost) / 7, 9)
})

test('the players change sides', async () => {
  const player = always(0)
  await playGames({
    task: pong,
    observation: 'state',
    player,
    opponent: always(0),
    games: 100,
    seed: 3,
    endOnReward: true,
  })
  expect(player.sat).toEqual(new Set([0, 1]))
})

test('a game of the same players from the same seed is the same', async () => {
  const play = (): ReturnType<typeof playGames> => {
    const forward = new Forward(spec, weights)
    const player = policyOpponent(() => forward, new SeededChance(5))
    const opponent = builtInOpponent(pong.builtIns[0]!)
    return playGames({ task: pong, observation: 'state', player, opponent, games: 10, seed: 4, options: { target: 3 } })
  }
  expect(await play()).toEqual(await play())
})

const arenaOf = (opponent: Opponent, learnerSeat?: number): Arena =>
  new Arena({
    task: pong,
    observation: 'state',
    seed: 6,
    matchups: [
      { name: 'other', environments: 3, opponent, ...(learnerSeat === undefined ? {} : { learnerSeat }) },
      { name: 'self', environments: 2, opponent: 'self' },
    ],
    start: (row, chance) => pong.study!.practiceStart(row, chance),
  })

test('an arena has a slot for each learner, two where it plays itself', () => {
  expect(arenaOf(always(0)).slots).toBe(7)
})

test('what one side of itself wins the other loses, and a learner that stands still loses to the built-in', () => {
  const arena = arenaOf(builtInOpponent(pong.builtIns[2]!))
  const total = new Float64Array(7)
  for (let step = 0; step < 3000; step++) {
    arena.step(new Uint32Array(7))
    for (let slot = 0; slot < 7; slot++) total[slot] = total[slot]! + arena.rewards[slot]!
  }
  for (const slot of [0, 1, 2]) expect(total[slot]).toBeLessThan(-5)
  expect(total[3]).toBe(-total[4]!)
  expect(total[5]).toBe(-total[6]!)
  const results = arena.drainResults()
  expect(results.get('other')!.lost).toBeGreaterThan(results.get('other')!.won)
  expect(results.get('self')!.won).toBeGreaterThan(0)
  expect(arena.drainResults().size).toBe(0)
})

test('an arena changes sides, but where the learner has a seat of its own', () => {
  const [moving, fixed] = [always(0), always(0)]
  const [first, second] = [arenaOf(moving), arenaOf(fixed, 1)]
  for (let step = 0; step < 1000; step++) {
    first.step(new Uint32Array(7))
    second.step(new Uint32Array(7))
  }
  expect(moving.sat).toEqual(new Set([0, 1]))
  expect(fixed.sat).toEqual(new Set([0]))
})

test('where a point ends an episode the last observation is kept beside the first of the next', () => {
  const arena = arenaOf(always(0), 0)
  for (let step = 0; step < 1000; step++) {
    arena.step(new Uint32Array(7))
    if (!arena.terminated[0]) continue
    expect(arena.rewards[0]).not.toBe(0)
    // The ball is back in the middle in both; the paddles stand elsewhere in the new one.
    expect(arena.finalObservations[0]).not.toBe(arena.observations[0])
    return
  }
  expect.unreachable('no point was made')
})

test('a harder past self is met more often', () => {
  const selves = new PastSelves(spec, weights, new SeededChance(9), 2)
  selves.remember(weights.map((weight) => weight + 1))
  const { number, opponent } = selves.opponent()
  expect(opponent.options(0)).toEqual({})
  // It wins all against whichever is drawn first: the other one comes more often from then on.
  for (let i = 0; i < 50; i++) selves.result(number, 100, 0)
  expect(() => selves.exchange()).not.toThrow()
})

test('a practice start is a serve to come, with the paddles on the court', () => {
  const row = new Float64Array(pong.layout.length)
  const chance = new SeededChance(3)
  for (let i = 0; i < 100; i++) {
    pong.study!.practiceStart(row, chance)
    expect(row[P.SERVE_IN]).toBeGreaterThanOrEqual(1)
    expect(row[P.SERVE_IN]).toBeLessThanOrEqual(20)
    for (const paddle of [row[P.LEFT_Y]!, row[P.RIGHT_Y]!]) expect(Math.abs(paddle)).toBeLessThanOrEqual(P.PADDLE_LIMIT)
  }
})

test('what a person sees stays in its range and is the same for both sides', () => {
  const view = pong.study!.personView
  const chance = new SeededChance(4)
  const [left, right] = [new Float32Array(8), new Float32Array(8)]
  for (let i = 0; i < 500; i++) {
    const row = new Float64Array(pong.layout.length)
    pong.study!.practiceStart(row, chance)
    row[P.BALL_X] = (2 * chance.uniform() - 1) * P.GOAL_X
    row[P.BALL_Y] = (2 * chance.uniform() - 1) * P.WALL
    row[P.BALL_VX] = (2 * chance.uniform() - 1) * P.MAX_SPEED
    row[P.BALL_VY] = (2 * chance.uniform() - 1) * P.MAX_SPEED * P.MAX_SLOPE
    const mirrored = row.slice()
    mirrored[P.LEFT_Y] = row[P.RIGHT_Y]!
    mirrored[P.RIGHT_Y] = row[P.LEFT_Y]!
    mirrored[P.BALL_X] = -row[P.BALL_X]
    mirrored[P.BALL_VX] = -row[P.BALL_VX]
    view.observe(row, 0, left, 0)
    view.observe(mirrored, 1, right, 0)
    expect(right).toEqual(left)
    for (const value of left) expect(Math.abs(value)).toBeLessThanOrEqual(1)
  }
})
