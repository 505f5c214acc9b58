import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SeededChance } from '../../game/core/chance.ts'
import { builtInOpponent, policyOpponent } from '../../game/learn/practice/opponents.ts'
import { playGames } from '../../game/learn/practice/play-games.ts'
import { PushQueue } from '../../game/learn/sparring/push-queue.ts'
import { Schooling } from '../../game/learn/practice/schooling.ts'
import { encodeDelta } from '../../game/nets/delta.ts'
import { Forward } from '../../game/nets/forward.ts'
import { hashWeights, weightsFromBytes } from '../../game/nets/hash.ts'
import type { PolicySpec } from '../../game/nets/spec.ts'
import { startBackend } from '../../game/nets/tfjs/start-backend.ts'
import type { JoinReply, PushAnswer } from '../../game/protocol/replies.ts'
import { pong } from '../../game/tasks/pong/pong.ts'
import { nodeWasmFiles } from '../../server/models/node-wasm-files.ts'
import { JobsClient } from '../../server/processes/jobs-client.ts'
import { Supervisor } from '../../server/processes/supervisor.ts'
import { connect } from '../../server/store/connect.ts'
import { houseAgentId } from '../../server/base/ids.ts'
import { JournalWriter } from '../../server/store/journal.ts'
import { startDatabase } from '../../server/store/start-database.ts'
import { createUser } from '../../server/store/users.ts'
import { SocketBench, userIdOf, type Client } from '../sockets/socket-bench.ts'
import { ONE_ADDRESS } from '../support/one-address.ts'
import { quietLog } from '../support/quiet-log.ts'

/** Seconds of learning between two pushes, as the page makes them. */
const PUSH_SECONDS = 2.5
/** Pushes of a person, as soon as the one before is answered: more often than the door of a real server lets in. */
const PUSHES_EACH = 3
const EXAM_GAMES = 100
const EXAM_TARGET = 11
const EXAMS = 8
const NEWBORN = houseAgentId('pong', 'newborn')

type Learning = NonNullable<(JoinReply & { ok: true })['learning']>

/** What a trainer held and what the server held after a push of its change. */
interface Push {
  own: Float32Array
  served: Float32Array
  bytes: number
}

/** How weights travel. A trainer learns Pong from nothing (PPO, one seed) and pushes its change every few seconds, quantised; then such pushes
 *  go through the real path: socket, game process, jobs process, embedded database, the brain's thread, and back.
 *  Options: seconds of learning (60), people that push (16), one after the other.
 *  push_bytes: median; fp32_bytes: the whole weights; push_to_ready_ms: from sending until the acknowledgement, which comes when the brain
 *  has loaded the weights. curve_margin_trainer and _served: mean margin against the middle built-in along the learning curve, of what the
 *  trainer held and of what the server held at the same moments; their difference is what quantisation costs. */
export async function run(options: Record<string, string> = {}): Promise<Record<string, number>> {
  const folder = await mkdtemp(join(tmpdir(), 'sparring-sync-'))
  const database = await startDatabase(join(folder, 'pg'), folder)
  const { log } = quietLog()
  const supervisor = new Supervisor(log)
  const env = { DATABASE_URL: database.url, SPARRING_DATA: folder }
  const script = new URL('../../server/processes/jobs.ts', import.meta.url)
  const child = supervisor.supervise({ name: 'jobs', script, env, finish: 'ask' }).start()
  await child.ready()
  const jobs = new JobsClient(child)
  const journal = new JournalWriter(join(folder, 'journal'), Date.now)
  const db = connect(database.url, 'tool')
  try {
    const names = Array.from(
      { length: Number(options['people'] ?? 16) },
      (_, i) => `person${String.fromCodePoint(97 + i)}`,
    )
    for (const name of names) await createUser(db, { id: userIdOf(name), name })
    const partner = await jobs.ask({
      ask: 'seat-partner',
      task: 'pong',
      userId: userIdOf(names[0]!),
      name: names[0]!,
      parentId: NEWBORN,
    })
    if (!partner.policy) throw new Error('The partner has no network')
    const { spec, weights } = partner.policy
    // Learning holds this thread, so it comes before anybody is connected.
    const pushes = await learn(spec, weightsFromBytes(weights), Number(options['seconds'] ?? 60))
    const curve = await compare(spec, pushes)
    const millis = await timePushes({ jobs, journal, names, spec, pushes })
    const fp32 = weights.byteLength
    const bytes = quantile(
      pushes.map((push) => push.bytes),
      0.5,
    )
    return {
      pushes: pushes.length,
      push_bytes: bytes,
      fp32_bytes: fp32,
      push_share: bytes / fp32,
      timed_pushes: millis.length,
      push_to_ready_ms_median: quantile(millis, 0.5),
      push_to_ready_ms_p95: quantile(millis, 0.95),
      ...curve,
    }
  } finally {
    await db.$disconnect()
    await supervisor.stop(['jobs'], 5_000)
    await journal.close()
    await database.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

/** Everybody plays a sparring match, and while all go on each pushes into theirs: milliseconds of each push. */
async function timePushes(given: {
  jobs: JobsClient
  journal: JournalWriter
  names: readonly string[]
  spec: PolicySpec
  pushes: readonly Push[]
}): Promise<number[]> {
  const { jobs, journal, names, spec, pushes } = given
  const often = { perSecond: 0.5, burst: PUSHES_EACH }
  const bench = await new SocketBench({
    policies: true,
    real: { jobs, journal },
    limits: { ...ONE_ADDRESS, modelPerSocket: often, modelPerSession: often },
  }).open()
  try {
    const entered = await Promise.all(names.map((name) => enter(bench, name)))
    const millis: number[][] = []
    for (const [i, one] of entered.entries()) millis.push(await pushAll(one, spec, pushes, i))
    return millis.flat()
  } finally {
    await bench.close()
  }
}

/** A person's sparring match, which goes on while they push. */
async function enter(bench: SocketBench, name: string): Promise<{ client: Client; match: string; learning: Learning }> {
  const client = await bench.person(name)
  const { match } = await client.ask('lobby:play', {
    mode: 'sparring',
    task: 'pong',
    agentId: NEWBORN,
    options: { target: 21 },
  })
  const joined = await client.join(match)
  if (!joined.ok || !joined.learning) throw new Error('Nothing learns in this match')
  return { client, match, learning: joined.learning }
}

/** One run of learning with its pushes. What the server holds never reaches the trainer, whose run is therefore that without quantisation. */
async function learn(spec: PolicySpec, weights: Float32Array, limit: number): Promise<Push[]> {
  await startBackend('wasm', { wasmFiles: nodeWasmFiles, threads: 1 })
  const schooling = new Schooling({
    task: pong,
    observation: 'state',
    spec,
    weights,
    seed: 1,
    builtIns: { easy: 4, middle: 40, hard: 20 },
    self: 0,
    past: 0,
    longestReactionTicks: 0,
    rememberEvery: 50,
    algorithm: { id: 'ppo', settings: { minibatchSize: 1024, epochs: 3, learningRate: 2e-3, entropyBonus: 0.02 } },
  })
  const queue = new PushQueue(spec, weights.slice(), 0)
  const pushes: Push[] = []
  const started = performance.now()
  const seconds = (): number => (performance.now() - started) / 1000
  while (seconds() < limit) {
    await schooling.round()
    if (seconds() < (pushes.length + 1) * PUSH_SECONDS) continue
    const delta = queue.offer(schooling.learner.weights)
    if (!delta) continue
    queue.acknowledge(pushes.length + 1, delta.hash, null)
    pushes.push({ own: schooling.learner.weights.slice(), served: delta.next, bytes: delta.bytes.length })
  }
  schooling.dispose()
  return pushes
}

/** The two learning curves, at the same moments and in the same games. */
async function compare(spec: PolicySpec, pushes: readonly Push[]): Promise<Record<string, number>> {
  const middle = pong.builtIns[1]!
  const margin = async (weights: Float32Array, seed: number): Promise<number> => {
    const forward = new Forward(spec, weights)
    const player = policyOpponent(() => forward, new SeededChance(seed))
    const opponent = builtInOpponent(middle)
    const games = { games: EXAM_GAMES, seed: seed + 1, options: { target: EXAM_TARGET } }
    return (await playGames({ task: pong, observation: 'state', player, opponent, ...games })).margin
  }
  const exams = Math.min(EXAMS, pushes.length)
  const moments = Array.from({ length: exams }, (_, i) => Math.floor(((i + 1) * pushes.length) / exams) - 1)
  const own: number[] = []
  const served: number[] = []
  for (const moment of moments) {
    own.push(await margin(pushes[moment]!.own, 100 + moment))
    served.push(await margin(pushes[moment]!.served, 100 + moment))
  }
  const errors = pushes.map((push) => distance(push.own, push.served) / distance(push.own, null))
  return {
    curve_margin_trainer: mean(own),
    curve_margin_served: mean(served),
    curve_margin_difference: mean(served) - mean(own),
    curve_margin_difference_end: served.at(-1)! - own.at(-1)!,
    served_weights_error_p95: quantile(errors, 0.95),
  }
}

/** Sends the first changes of the run, made a little different for each person, and gives the milliseconds until each was ready to play. */
async function pushAll(
  { client, match, learning }: { client: Client; match: string; learning: Learning },
  spec: PolicySpec,
  pushes: readonly Push[],
  person: number,
): Promise<number[]> {
  const millis: number[] = []
  let served: Float32Array = weightsFromBytes(learning.weights)
  for (const { own } of pushes.slice(0, PUSHES_EACH)) {
    const delta = encodeDelta(
      spec,
      served,
      own.map((weight, i) => weight + 1e-4 * Math.sin(i + person)),
    )
    const { base, hash, bytes } = delta
    const sent = performance.now()
    const answer: PushAnswer = await client.ask('model:push', {
      match,
      agent: learning.agent,
      base,
      hash,
      delta: Buffer.from(bytes),
      stats: {},
    })
    millis.push(performance.now() - sent)
    if (!answer.ok || answer.hash !== hashWeights(delta.next))
      throw new Error(`A push was refused: ${JSON.stringify(answer)}`)
    served = delta.next
  }
  return millis
}

function distance(a: Float32Array, b: Float32Array | null): number {
  return Math.sqrt(a.reduce((sum, value, i) => sum + (value - (b?.[i] ?? 0)) ** 2, 0))
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

/** Nearest rank. */
function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? NaN
}
