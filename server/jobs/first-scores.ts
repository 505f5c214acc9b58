import { deflateRawSync } from 'node:zlib'
import { setImmediate as breath } from 'node:timers/promises'
import { SeededChance } from '../../game/core/chance.ts'
import { HeadlessMatch, type HeadlessSeat } from '../../game/core/headless-match.ts'
import { encodeLog, type SeatHolder } from '../../game/core/match-log.ts'
import { completeOptions } from '../../game/core/task-options.ts'
import type { TaskRegistry } from '../../game/core/task-registry.ts'
import type { Task } from '../../game/core/task.ts'
import { policySeat } from '../../game/learn/practice/policy-seat.ts'
import { weightsFromBytes } from '../../game/nets/hash.ts'
import { parseSpec } from '../../game/nets/spec-schema.ts'
import type { Prisma } from '../../prisma/generated/client.ts'
import { newId } from '../base/ids.ts'
import type { JournalLine } from '../base/jobs-protocol.ts'
import type { Database } from '../store/connect.ts'
import { readWeights } from '../store/weights.ts'
import { checkLine } from './check-line.ts'
import { recordMatch } from './record-match.ts'

/** Games of an agent that has no score yet. */
const FIRST_GAMES = 5

const unscored = {
  kind: { in: ['house', 'builtin'] },
  checkpoint: { scores: { none: {} } },
} satisfies Prisma.AgentWhereInput

type Scorer = Prisma.AgentGetPayload<{ include: { checkpoint: true } }>

/** Has each agent that every Sparring has and that nobody has watched yet play its first games of a task that is ranked by score: alone and by the
 *  usual rules, without the waiting, and recorded as any other match. So its board holds agents beside people from the start. Returns how many
 *  games were played. now: milliseconds since 1970. */
export async function playFirstScores(
  db: Database,
  registry: TaskRegistry,
  now: () => number,
  signal?: AbortSignal,
): Promise<number> {
  let games = 0
  for (const task of registry.tasks.filter(({ seats, scoring }) => scoring.ranked === 'score' && seats.min === 1)) {
    const where = { ...unscored, task: task.id, taskVersion: task.version }
    for (const agent of await db.agent.findMany({ where, include: { checkpoint: true }, orderBy: { id: 'asc' } })) {
      const weights = agent.checkpoint && (await readWeights(db, agent.checkpoint.hash))
      for (let game = 0; game < FIRST_GAMES && !signal?.aborted; game++) {
        const line = playGame(task, agent, weights && weightsFromBytes(weights), game, now())
        if (await recordMatch(db, line, checkLine(line, registry))) games++
        await breath()
      }
    }
  }
  return games
}

/** The line of a game that an agent plays alone. Its draws, and those of the game, follow from who it is and which game this is: they are the same in
 *  every database. */
function playGame(task: Task, agent: Scorer, weights: Float32Array | null, game: number, at: number): JournalLine {
  const matchId = newId()
  const hash = weights ? (agent.checkpoint?.hash ?? null) : null
  const chance = new SeededChance(Number.parseInt(agent.id.slice(0, 8), 16) + game)
  const seat = seatOf(task, agent, weights, new SeededChance(chance.word()))
  const header = {
    match: matchId,
    task: task.id,
    version: task.version,
    options: completeOptions(task, {}),
    seats: [holderOf(task, agent, hash)],
    startedAt: at,
  }
  const match = new HeadlessMatch(task, header, [seat], chance)
  match.play(task.maxTicks)
  const log = match.record()
  return {
    matchId,
    task: task.id,
    taskVersion: task.version,
    mode: 'ranked',
    rated: false,
    public: true,
    key: null,
    options: header.options,
    startedAt: new Date(at).toISOString(),
    endedAt: new Date(at).toISOString(),
    reason: match.reason,
    log: deflateRawSync(encodeLog(log)).toString('base64'),
    lateDecisions: 0,
    difficulty: null,
    heldBack: 0,
    newbornOf: null,
    seats: [
      {
        seat: 0,
        userId: null,
        agentId: agent.id,
        ownerId: null,
        contender: null,
        revisionHash: hash,
        name: agent.name,
        earlier: false,
        score: log.footer.scores[0]!,
        place: log.footer.places[0]!,
      },
    ],
  }
}

function seatOf(task: Task, agent: Scorer, weights: Float32Array | null, chance: SeededChance): HeadlessSeat {
  const { spec, observation, reactionTicks, strength } = agent
  if (weights) return policySeat(task, { spec: parseSpec(spec), weights, observation, reactionTicks }, chance)
  const player = task.builtIns.find((builtIn) => builtIn.strength === strength)?.create(chance)
  if (!player) throw new Error(`${task.id} has no built-in of strength "${strength}"`)
  return { reactionTicks, decide: (state, seat) => player.decide(state, seat) }
}

function holderOf(
  { decisionPeriod, actionLatency }: Task,
  { id, name, reactionTicks, observation, strength, checkpoint }: Scorer,
  policy: string | null,
): SeatHolder {
  const common = { kind: 'agent', id, name, decisionPeriod, actionLatency, reactionTicks } as const
  if (policy !== null) return { ...common, brain: 'policy', policy, revision: checkpoint?.number ?? 0, observation }
  return { ...common, brain: 'built-in', ...(strength === null ? {} : { strength }) }
}
