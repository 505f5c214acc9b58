import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inflateRawSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { actionCodec } from '../../game/core/action-codec.ts'
import { checkLog } from '../../game/core/check-log.ts'
import { decodeLog, readEvents } from '../../game/core/match-log.ts'
import { SeededChance } from '../../game/core/chance.ts'
import type { Task } from '../../game/core/task.ts'
import { VectorEnv } from '../../game/core/vector-env.ts'
import { createLearner } from '../../game/learn/algorithms/index.ts'
import { Arena } from '../../game/learn/practice/arena.ts'
import { policyOpponent } from '../../game/learn/practice/opponents.ts'
import { SparringTrainer } from '../../game/learn/sparring/sparring-trainer.ts'
import { encodeDelta } from '../../game/nets/delta.ts'
import { hashWeights, weightsFromBytes } from '../../game/nets/hash.ts'
import { Forward } from '../../game/nets/forward.ts'
import { parseSpec } from '../../game/nets/spec-schema.ts'
import { INITIAL } from '../../game/league/rating.ts'
import { densePolicy, type PolicySpec } from '../../game/nets/spec.ts'
import type { JoinReply } from '../../game/protocol/replies.ts'
import { startBackend } from '../../game/nets/tfjs/start-backend.ts'
import { builtinAgentId, houseAgentId } from '../../server/base/ids.ts'
import type { Jobs, JobsEvent, JobsMessage, JobsReplies, JobsRequest } from '../../server/base/jobs-protocol.ts'
import { answer } from '../../server/jobs/answer.ts'
import { checkLine } from '../../server/jobs/check-line.ts'
import { Recorder } from '../../server/jobs/recorder.ts'
import { seatAgent, seatPartner } from '../../server/jobs/seats.ts'
import { STEP_IN } from '../../server/match/lobby/waiting-people.ts'
import { nodeWasmFiles } from '../../server/models/node-wasm-files.ts'
import { PushSpool } from '../../server/models/push-spool.ts'
import { ModelRegistry } from '../../server/models/registry.ts'
import type { HouseAgent } from '../../server/store/house-agent-file.ts'
import { JournalReader, JournalWriter } from '../../server/store/journal.ts'
import { leaderboard } from '../../server/store/leaderboard.ts'
import { scoreBoard } from '../../server/store/score-board.ts'
import { seed } from '../../server/store/seed.ts'
import { databaseKinds, type TestDatabase } from '../support/database.ts'
import { HandClock } from '../support/hand-clock.ts'
import { testHouseAgent, testWeights } from '../support/house-agents.ts'
import { quietLog } from '../support/quiet-log.ts'
import { balance } from '../support/tasks/balance/balance.ts'
import { foreignTasks } from '../support/tasks/index.ts'
import { lanterns } from '../support/tasks/lanterns/lanterns.ts'
import { SocketBench, userIdOf, type Client } from './socket-bench.ts'

/** Tasks that only this test registers, through the whole of Sparring: real sockets, lobby, match, a brain in its thread, the trainer of a
 *  page, a push, the journal, the check of the log, the database and its board. */
let t: TestDatabase
let folder: string
let bench: SocketBench
const recorded: JobsEvent[] = []

const BOTH = 3
const networks: Record<string, PolicySpec> = {
  lanterns: densePolicy({ inputs: 3, hidden: [16], activation: 'tanh', outputs: 2 }),
  balance: densePolicy({ inputs: 2, hidden: [16], activation: 'tanh', outputs: 1, deviation: 'vector' }),
}

function houseAgentOf(task: Task): HouseAgent {
  const spec = networks[task.id]!
  const weights = testWeights(3, spec)
  const observation = Object.keys(task.observations)[0]!
  const about = { name: `${task.name} minute`, task: task.id, taskVersion: task.version, observation, spec }
  return { ...testHouseAgent('minute', 3), ...about, weights, hash: hashWeights(weights) }
}

beforeAll(async () => {
  await startBackend('wasm', { wasmFiles: nodeWasmFiles, threads: 1 })
  t = await databaseKinds[0]!.open()
  await seed(t.db, foreignTasks.tasks, foreignTasks.tasks.map(houseAgentOf))
  folder = await mkdtemp(join(tmpdir(), 'sparring-foreign-'))
  const { log } = quietLog()
  const { db } = t
  const listeners = new Set<(event: JobsEvent) => void>()
  const send = (message: JobsMessage): void => {
    if ('event' in message) for (const listener of listeners) listener(message)
  }
  const recorder = new Recorder({
    db,
    journal: new JournalReader(folder),
    log,
    send,
    timers: new HandClock(),
    check: (line) => checkLine(line, foreignTasks),
  })
  const registry = new ModelRegistry({ db, log, now: Date.now, spool: new PushSpool(join(folder, 'pushes')) })
  const jobs: Jobs = {
    async ask<R extends JobsRequest>(request: R) {
      // The reply belongs to the request, which the compiler cannot follow through the switch.
      return (await answer({ db, registry, recorder }, request)) as JobsReplies[R['ask']]
    },
    onEvent: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  jobs.onEvent((event) => void recorded.push(event))
  const journal = new JournalWriter(folder, Date.now)
  bench = await new SocketBench({ policies: true, kept: { jobs, journal }, tasks: foreignTasks }).open()
})
afterAll(async () => {
  await bench.close()
  await t.close()
  await rm(folder, { recursive: true })
})

/** Plays to the end; what the database holds of it then, with its log, which agrees when it is stepped again. */
async function playedOut(task: Task, match: string) {
  await bench.until(match, (phase) => phase === 'over')
  const isRecorded = (): boolean => recorded.some((event) => event.event === 'recorded' && event.matchId === match)
  while (!isRecorded()) await new Promise((resolve) => setImmediate(resolve))
  const row = await t.db.match.findUniqueOrThrow({
    where: { id: match },
    include: { seats: { orderBy: { seat: 'asc' } } },
  })
  const log = decodeLog(inflateRawSync(row.log))
  expect(row.status).toBe('checked')
  expect(checkLog(task, log)).toEqual({ ok: true })
  expect(row.seats.map(({ score }) => score)).toEqual(log.footer.scores)
  expect(row.seats.map(({ place }) => place)).toEqual(log.footer.places)
  return { row, log, events: readEvents(log.body, actionCodec(task.action).bytes) }
}

/** The page has stepped as far as the server has, to the same state. */
function follows(client: Client, match: string): void {
  const server = bench.matches.get(match)!.match
  expect(client.playback!.differences).toBe(0)
  expect(client.playback!.state).toEqual(server.state)
}

type Entered = JoinReply & { ok: true }

/** The trainer of a page practises once; what it pushes then. */
async function practised(
  task: Task,
  match: string,
  header: Entered['header'],
  learning: NonNullable<Entered['learning']>,
) {
  const spec = parseSpec(learning.spec)
  const weights = weightsFromBytes(learning.weights)
  const { seat, revision, observation, agent } = learning
  const now = (): number => 0
  const trainer = new SparringTrainer({ task, header, seat, observation, spec, weights, revision, seed: 1, now })
  const { body, tick } = bench.matches.get(match)!.match.published('players')
  trainer.watch(0, tick, body)
  await trainer.practise(() => new Promise((resolve) => setImmediate(resolve)))
  expect(trainer.practiceDecisions).toBeGreaterThan(0)
  const { bytes, base, hash } = encodeDelta(spec, weights, trainer.weights)
  trainer.dispose()
  return { agent, push: { match, agent, base, hash, delta: Buffer.from(bytes), stats: {} } }
}

test('a game of three seats and buttons is sparred in: the partner studies, learns by PPO, pushes, and plays what it has learned', async () => {
  const ann = await bench.person('ann')
  const { match } = await ann.ask('lobby:play', { mode: 'sparring', task: 'lanterns', seats: 3 })
  const joined = await ann.join(match)
  if (!joined.ok || !joined.learning) throw new Error('Nothing learns here')
  const { header, learning } = joined
  expect(header.seats.map(({ kind }) => kind)).toEqual(['human', 'agent', 'agent'])
  ann.send('match:input', { tick: 5, action: BOTH })
  await bench.settled(ann)
  await bench.until(match, (_, tick) => tick >= 100)
  const running = bench.matches.get(match)!.match
  expect(running.whole('players').codes[0]).toBe(BOTH)

  const { seat } = learning
  const { push } = await practised(lanterns, match, header, learning)
  const { hash } = push
  expect(await ann.ask('model:push', push)).toEqual({ ok: true, hash, revision: 1, stored: true })

  const { row, events } = await playedOut(lanterns, match)
  follows(ann, match)
  expect(row).toMatchObject({ task: 'lanterns', mode: 'sparring', rated: false, options: { length: 500 } })
  expect(events.find((event) => event.kind === 'policy')).toMatchObject({ seat, revision: 1, hash })
  expect(row.seats[seat]).toMatchObject({ revisionHash: hash })
  // Its network decided, each time with several buttons.
  const moves = events.filter((event) => event.kind === 'action' && event.seat === seat)
  expect(new Set(moves.map((move) => (move.kind === 'action' ? move.code : 0))).size).toBe(4)
})

test('people and an agent play it for the board, one leaves, and the others play on', async () => {
  const [bob, cat] = [await bench.person('bob'), await bench.person('cat')]
  const headers = { 'x-forwarded-for': '192.0.2.7' }
  const far = await bench.dial({ name: 'far', headers })
  for (const client of [bob, far]) await client.ask('lobby:play', { mode: 'people', task: 'lanterns' })
  expect(bench.lobby.waitingCount).toBe(2)
  bench.clock.turn(STEP_IN)
  const { match } = await bob.hear('lobby:matched')
  await bob.join(match)
  await far.join(match)
  await cat.join(match)
  expect(bob.joined).toMatchObject({ rated: true, unratedReason: null, mode: 'people' })
  await bench.until(match, (_, tick) => tick >= 400)
  await far.ask('match:leave', { match })
  const { row, events } = await playedOut(lanterns, match)
  follows(cat, match)
  expect(events.filter((event) => event.kind === 'seat')).toMatchObject([{ seat: 1, state: 'left' }])
  expect(row).toMatchObject({ reason: 'finished', rated: true })
  expect(row.seats[1]).toMatchObject({ userId: userIdOf('far'), place: 3 })
  const board = await leaderboard(t.db, { task: 'lanterns', who: 'both', me: userIdOf('bob') })
  expect(board.rows.find(({ me }) => me)).toMatchObject({ id: userIdOf('bob'), rating: { games: 1 } })
  expect(row.seats.every(({ muAfter }) => muAfter !== null)).toBe(true)
})

test('a game that is played alone with a push is played for its score, by people and by agents', async () => {
  const dan = await bench.person('dan')
  const { match } = await dan.ask('lobby:play', { mode: 'ranked', task: 'balance' })
  await dan.join(match)
  const { encode } = actionCodec(balance.action)
  dan.send('match:input', { tick: 3, action: encode([-0.5], 0) })
  await bench.settled(dan)
  const { row } = await playedOut(balance, match)
  follows(dan, match)
  expect(row).toMatchObject({ task: 'balance', rated: false, reason: 'finished' })
  expect(Number.isInteger(row.seats[0]!.score)).toBe(false)

  const agentId = houseAgentId('balance', 'minute')
  const { match: shown } = await dan.ask('lobby:play', { mode: 'ranked', task: 'balance', agentId })
  expect(await dan.join(shown)).toMatchObject({ seat: null, learning: null })
  const hosted = bench.matches.get(shown)!
  const seated = await bench.kept.jobs.ask({ ask: 'seat-agent', task: 'balance', agentId, userId: null, except: [] })
  // What is asked of the same thread later is answered later: the match has its answer by then.
  const observation = balance.observations['moves']!
  const probe = await bench.brains.policy({ ...seated.policy!, space: balance.action, observation })
  while (hosted.match.phase !== 'over') {
    bench.ticks(3)
    await probe.decide([{ state: hosted.match.state, seat: 0 }])
  }
  probe.close()
  const watched = await playedOut(balance, hosted.id)
  follows(dan, shown)
  expect(watched.row.lateDecisions).toBe(0)
  const codes = watched.events.flatMap((event) => (event.kind === 'action' ? [event.code] : []))
  expect(new Set(codes).size).toBeGreaterThan(10)
  expect(watched.row.seats).toMatchObject([{ agentId, place: 1 }])

  const board = await scoreBoard(t.db, { task: 'balance', who: 'both', me: userIdOf('dan') }, balance.scoring)
  const bests = new Map(board.rows.map(({ id, score }) => [id, score.best]))
  expect(bests.get(userIdOf('dan'))).toBe(row.seats[0]!.score)
  expect(bests.get(agentId)).toBe(watched.row.seats[0]!.score)
  expect(board.rows.map(({ rank }) => rank)).toEqual([1, 2])
})

test('newcomers to a game that has no default agent meet its first house agent or built-in, whose ratings begin where every rating does', async () => {
  const { db } = t
  const [schooled, untaught] = ['schooled', 'untaught'].map((id) => ({ ...lanterns, id }))
  const novice = { ...houseAgentOf(lanterns), id: 'novice', task: schooled!.id }
  await seed(db, [schooled!, untaught!], [novice])
  const { log } = quietLog()
  const registry = new ModelRegistry({ db, log, now: Date.now, spool: new PushSpool(join(folder, 'pushes')) })
  const meet = async (task: string): Promise<string> => {
    const seat = { ask: 'seat-agent', task, agentId: null, userId: null, except: [] } as const
    return (await seatAgent({ db, registry }, seat)).agentId
  }
  expect(await meet('lanterns')).toBe(houseAgentId('lanterns', 'minute'))
  expect(await meet('schooled')).toBe(houseAgentId('schooled', 'novice'))
  expect(untaught!.builtIns.map(({ strength }) => builtinAgentId('untaught', strength))).toContain(
    await meet('untaught'),
  )
  const fork = { ask: 'seat-partner', userId: userIdOf('eve'), name: 'Eve', parentId: null } as const
  const { agentId } = await seatPartner({ db, registry }, { ...fork, task: 'schooled' })
  expect(await db.agent.findUnique({ where: { id: agentId } })).toMatchObject({
    parentId: houseAgentId('schooled', 'novice'),
  })
  await expect(seatPartner({ db, registry }, { ...fork, task: 'untaught' })).rejects.toThrow('no such agent')
  const ratings = await db.rating.findMany({ where: { task: { in: ['schooled', 'untaught'] } } })
  expect(ratings.map(({ mu, sigma }) => ({ mu, sigma }))).toEqual(Array.from({ length: 7 }, () => INITIAL))
})

test('a partner plays it alone, learns by PPO in the page of its owner who watches, and plays what it has learned the next time', async () => {
  const eva = await bench.person('eva')
  const agentId = houseAgentId('balance', 'minute')
  const { match } = await eva.ask('lobby:play', { mode: 'sparring', task: 'balance', agentId })
  const joined = await eva.join(match)
  if (!joined.ok || !joined.learning) throw new Error('Nothing learns here')
  const { header, learning } = joined
  expect(joined).toMatchObject({ seat: null, mode: 'sparring', header: { seats: [{ kind: 'agent' }] } })
  const stranger = await bench.person('ida')
  expect(await stranger.join(match)).toMatchObject({ seat: null, learning: null })
  await bench.until(match, (_, tick) => tick >= 20)
  const { agent, push } = await practised(balance, match, header, learning)
  const { hash } = push
  expect(await stranger.ask('model:push', push)).toMatchObject({ ok: false, code: 'not-yours' })
  expect(await eva.ask('model:push', push)).toEqual({ ok: true, hash, revision: 1, stored: true })
  const { row } = await playedOut(balance, match)
  follows(eva, match)
  expect(row).toMatchObject({ task: 'balance', mode: 'sparring', rated: false, reason: 'finished' })
  expect(row.seats).toMatchObject([{ agentId: agent, revisionHash: learning.hash }])
  // It is all one round, so there is no serve from which on new weights could play.
  const again = await eva.ask('lobby:play', { mode: 'sparring', task: 'balance', agentId })
  await eva.join(again.match)
  expect(eva.joined!.header.seats).toMatchObject([{ id: agent, policy: hash, revision: 1 }])
})

test('PPO gets better at it from what it sees of two decisions', async () => {
  const spec = networks['balance']!
  const learner = createLearner(
    { id: 'ppo', settings: { steps: 64, minibatchSize: 512, epochs: 4, learningRate: 0.01 } },
    { spec, space: balance.action, seed: 2, weights: testWeights(3, spec) },
  )
  const matchups = [{ name: 'alone', environments: 16, opponent: 'self' as const }]
  const arena = new Arena({ task: balance, observation: 'moves', matchups, seed: 4 })
  const env = new VectorEnv({ task: balance, observation: 'moves', environments: 16, seed: 6 })
  const environments = Array.from({ length: 16 }, (_, e) => e)
  const actions = new Uint32Array(16)
  const meanReward = (): number => {
    const forward = new Forward(spec, learner.weights)
    const player = policyOpponent(() => forward, new SeededChance(5))
    let sum = 0
    for (let step = 0; step < 200; step++) {
      player.decide(env, environments, new Uint8Array(16), actions)
      env.step(actions)
      for (const reward of env.rewards) sum += reward / (200 * 16)
    }
    return sum
  }
  const before = meanReward()
  for (let i = 0; i < 20; i++) await learner.learn(arena)
  const after = meanReward()
  learner.dispose()
  expect(after).toBeGreaterThan(before + 0.2)
})
