import { beforeAll, describe, expect, test } from 'vitest'
import { SeededChance } from '../../game/core/chance.ts'
import type { LogHeader } from '../../game/core/match-log.ts'
import type { Task } from '../../game/core/task.ts'
import { VectorEnv } from '../../game/core/vector-env.ts'
import { Arena } from '../../game/learn/practice/arena.ts'
import { builtInOpponent, type Opponent } from '../../game/learn/practice/opponents.ts'
import { playGames } from '../../game/learn/practice/play-games.ts'
import { Schooling } from '../../game/learn/practice/schooling.ts'
import { CloneGhost } from '../../game/learn/sparring/clone-ghost.ts'
import { MatchStudy } from '../../game/learn/sparring/match-study.ts'
import { SparringTrainer } from '../../game/learn/sparring/sparring-trainer.ts'
import { initialise } from '../../game/nets/initialise.ts'
import { densePolicy, type PolicySpec } from '../../game/nets/spec.ts'
import { startBackend } from '../../game/nets/tfjs/start-backend.ts'
import { nodeWasmFiles } from '../../server/models/node-wasm-files.ts'
import { echoStick, echoTask } from '../support/echo-task.ts'
import { HeadlessMatch } from '../../game/core/headless-match.ts'
import { balance } from '../support/tasks/balance/balance.ts'

/** Three who are all shown the same, and each rewarded for what they do themselves; ends after three steps. */
const trio: Task = {
  ...echoTask,
  id: 'trio',
  seats: { min: 3, max: 3 },
  step(state, actions, chance, out) {
    echoTask.step(state, actions, chance, out)
    const wanted = state[3]!
    for (let seat = 0; seat < 3; seat++) out.rewards[seat] = actions[seat] === wanted ? 1 : -1
    state[3] = state[1]!
    out.terminated = state[0]! >= 3
  },
  layout: [...echoTask.layout, 'shown'],
  reset(state, options, chance, seats) {
    echoTask.reset(state, options, chance, seats)
    state[3] = state[1]!
  },
  study: {
    personView: echoTask.observations['state']!,
    practiceStart: () => undefined,
  },
}

/** Does what is wanted, or never does; keeps where it sat. */
function echoing(right: boolean): Opponent & { sat: Set<number> } {
  const sat = new Set<number>()
  return {
    sat,
    options: () => ({}),
    begin: () => undefined,
    decide(env, environments, seats, actions) {
      for (const e of environments) {
        sat.add(seats[e]!)
        const wanted = env.rows[e]![1]!
        actions[e * env.seats + seats[e]!] = right ? wanted : 1 - wanted
      }
    },
  }
}

/** What each slot is shown, as the action wanted. */
const wantedIn = (arena: Arena): number[] =>
  Array.from({ length: arena.slots }, (_, slot) => arena.observations[2 * slot + 1]!)

describe('an arena', () => {
  test('of three seats fills all but one with the opponent, and changes seats', () => {
    const other = echoing(false)
    const arena = new Arena({
      task: trio,
      observation: 'state',
      seed: 1,
      matchups: [
        { name: 'other', environments: 2, opponent: other },
        { name: 'self', environments: 1, opponent: 'self' },
      ],
    })
    expect(arena.slots).toBe(5)
    for (let step = 0; step < 9; step++) {
      const wanted = wantedIn(arena)
      // The learner is right, but in the last seat of the game with itself.
      arena.step(wanted.map((action, slot) => (slot === 4 ? 1 - action : action)))
      expect(Array.from(arena.rewards)).toEqual([1, 1, 1, 1, -1])
      expect(arena.terminated[0]).toBe(step % 3 === 2 ? 1 : 0)
    }
    expect(other.sat).toEqual(new Set([0, 1, 2]))
    expect(Object.fromEntries(arena.drainResults())).toEqual({
      other: { won: 18, lost: 0 },
      self: { won: 18, lost: 0 },
    })
  })

  test('ends an episode with each reward of a task whose points are episodes, and with the match of any other', () => {
    const ends = (task: Task): number[] => {
      const arena = new Arena({
        task,
        observation: 'state',
        seed: 1,
        matchups: [{ name: 'self', environments: 1, opponent: 'self' }],
      })
      return Array.from({ length: 6 }, () => {
        arena.step(wantedIn(arena))
        return arena.terminated[0]!
      })
    }
    expect(ends(trio)).toEqual([0, 0, 1, 0, 0, 1])
    expect(ends({ ...trio, episode: 'point' })).toEqual([1, 1, 1, 1, 1, 1])
  })

  test('of one seat has the learner alone, and no room for an opponent', () => {
    const solo = { task: echoTask, observation: 'state', seed: 1 }
    const arena = new Arena({ ...solo, matchups: [{ name: 'self', environments: 3, opponent: 'self' }] })
    arena.step(wantedIn(arena))
    expect(Array.from(arena.rewards)).toEqual([1, 1, 1])
    const matchups = [{ name: 'other', environments: 1, opponent: echoing(true) }]
    expect(() => new Arena({ ...solo, matchups })).toThrow('Where there is one seat, there is no opponent')
  })
})

test('a built-in is a player of its own in each seat', () => {
  let made = 0
  const opponent = builtInOpponent({
    strength: 'middle',
    name: 'Counting',
    description: 'Each says its number.',
    options: () => ({}),
    create: () => {
      const number = made++
      return { decide: () => number }
    },
  })
  const env = new VectorEnv({ task: trio, observation: 'state', environments: 1, seed: 1 })
  const actions = new Uint32Array(3)
  for (const seat of [1, 2]) opponent.decide(env, [0], Uint8Array.of(seat), actions)
  for (const seat of [1, 2]) opponent.decide(env, [0], Uint8Array.of(seat), actions)
  expect(Array.from(actions)).toEqual([0, 0, 1])
  opponent.begin(0)
  opponent.decide(env, [0], Uint8Array.of(1), actions)
  expect(actions[1]).toBe(2)
})

describe('games', () => {
  const of = (task: Task, player: Opponent, opponent: Opponent | null): ReturnType<typeof playGames> =>
    playGames({ task, observation: 'state', player, opponent, games: 9, seed: 2 })

  test('of three seats are won against each of the others, in whatever seat', async () => {
    const player = echoing(true)
    const { games, won, lost, margin } = await of(trio, player, echoing(false))
    expect({ games, won, lost, margin }).toEqual({ games: 9, won: 18, lost: 0, margin: 3 })
    expect(player.sat).toEqual(new Set([0, 1, 2]))
    expect(await of(trio, echoing(false), echoing(true))).toMatchObject({ won: 0, lost: 18, margin: -3 })
    expect(await of(trio, echoing(true), echoing(true))).toMatchObject({ won: 0, lost: 0, margin: 3 })
  })

  test('of one seat have a score and no winner', async () => {
    expect(await of(echoTask, echoing(true), null)).toMatchObject({ games: 9, won: 0, lost: 0, margin: 10 })
    await expect(of(trio, echoing(true), null)).rejects.toThrow('Who sits in the other seats?')
  })
})

const agentSeat = {
  kind: 'agent',
  id: 'agent',
  name: 'Agent',
  brain: 'policy',
  decisionPeriod: 1,
  actionLatency: 0,
  reactionTicks: 0,
} as const
const person = (id: string): LogHeader['seats'][number] => ({ kind: 'human', id, name: id })
const headerOf = (task: Task, seats: LogHeader['seats']): LogHeader => ({
  match: 'test',
  task: task.id,
  version: task.version,
  options: {},
  seats,
  startedAt: 0,
})

test('a study of a match sees the moves of all the people in it, and not those of its agents', () => {
  const header = headerOf(trio, [person('ann'), agentSeat, person('bob')])
  const moves: { wanted: number; action: number }[] = []
  const ghost = new CloneGhost(trio, Object.keys(trio.observations)[0]!, new SeededChance(1))
  ghost.studyMove = (view, action) => void moves.push({ wanted: view[1]!, action })
  const study = new MatchStudy(trio, header, 1, ghost, () => undefined)
  // Ann does what she is shown, the agent nothing, and Bob the opposite.
  const seats = [(wanted: number) => wanted, () => 0, (wanted: number) => 1 - wanted].map((move) => ({
    reactionTicks: 0,
    decide: (state: Float64Array) => move(state[1]!),
  }))
  const match = new HeadlessMatch(trio, header, seats, new SeededChance(3))
  match.play(3)
  const { base, toTick, bytes } = match.slice()
  study.readSlice(base, toTick, bytes)
  expect(moves.length).toBeGreaterThanOrEqual(4)
  expect(moves.filter(({ wanted, action }) => wanted === action)).toHaveLength(moves.length / 2)
})

test('a school for a task of one seat has the learner alone in all its environments, and examines it alone', async () => {
  await startBackend('wasm', { wasmFiles: nodeWasmFiles, threads: 1 })
  const schooling = new Schooling({
    task: balance,
    observation: 'moves',
    spec: densePolicy({ inputs: 2, hidden: [8], activation: 'tanh', outputs: 1, deviation: 'vector' }),
    seed: 1,
    builtIns: { steady: 2, shaky: 1 },
    self: 1,
    past: 4,
    longestReactionTicks: 4,
    rememberEvery: 1,
    algorithm: { id: 'ppo', settings: { steps: 64, minibatchSize: 128, epochs: 1 } },
  })
  const { report, points } = await schooling.round()
  expect(report.decisions).toBe(8 * 64)
  expect([...points.keys()]).toEqual(['self'])
  const { games, won, lost, margin } = await schooling.examine(null, { games: 4, seed: 1, options: balance.quickGame })
  expect({ games, won, lost }).toEqual({ games: 4, won: 0, lost: 0 })
  expect(margin).toBeGreaterThan(0)
  schooling.dispose()
})

describe('the sparring trainer', () => {
  const clock = { now: 0 }
  beforeAll(() => startBackend('wasm', { wasmFiles: nodeWasmFiles, threads: 1 }))

  const practise = async (task: Task, spec: PolicySpec, seats: LogHeader['seats']): Promise<SparringTrainer> => {
    const weights = initialise(spec, new SeededChance(1))
    const setup = {
      task,
      header: headerOf(task, seats),
      seat: 0,
      observation: 'state',
      spec,
      weights,
      revision: 1,
      seed: 2,
    }
    const trainer = new SparringTrainer({ ...setup, now: () => clock.now })
    await trainer.practise()
    expect(trainer.practiceDecisions).toBe(4096)
    expect(trainer.weights).not.toEqual(weights)
    return trainer
  }

  test('practises a task of one seat and continuous actions alone, and checks itself by its score', async () => {
    const spec = densePolicy({ inputs: 2, hidden: [8], activation: 'tanh', outputs: 2, deviation: 'vector' })
    const trainer = await practise(echoStick, spec, [agentSeat])
    expect(trainer.ghost).toBeNull()
    expect(await trainer.verdict(2)).toBeNull()
    clock.now += 30_000
    expect((await trainer.verdict(2))!.message).toMatch(
      /^Checked: -?[\d.]+ a game, and -?[\d.]+ with the last good revision\.$/,
    )
    // A policy that always wants the corner is worse than one that knows nothing.
    trainer.weights.fill(3)
    clock.now += 30_000
    const { good, message } = (await trainer.verdict(3))!
    expect(good).toBe(false)
    expect(message).toMatch(/^Went back to revision 2: it had -[\d.]+ a game/)
    trainer.dispose()
  })

  test('practises a task of three seats, in which two people are studied', async () => {
    const spec = densePolicy({ inputs: 2, hidden: [8], activation: 'tanh', outputs: 2 })
    const trainer = await practise(trio, spec, [agentSeat, person('ann'), person('bob')])
    expect(trainer.ghost).not.toBeNull()
    trainer.dispose()
  })
})
