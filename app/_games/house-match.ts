import { SeededChance } from '../../game/core/chance.ts'
import type { SeatHolder } from '../../game/core/match-log.ts'
import { completeOptions } from '../../game/core/task-options.ts'
import type { Task } from '../../game/core/task.ts'
import { weightsFromBytes } from '../../game/nets/hash.ts'
import { policyPlayer } from '../../game/nets/policy-player.ts'
import { type AgentSummary, AgentsView } from '../../game/protocol/http.ts'
import { PolicyView } from '../../game/protocol/policy-view.ts'
import { policyPath } from '../_api/api-paths.ts'
import { fetchApi } from '../_api/fetch-api.ts'
import { fetchWeights } from '../_api/fetch-weights.ts'
import { LocalFeed, type LocalPlayer } from '../_net/local-feed.ts'

/** Most seats that are taken where a game has many: small courts show no more. */
const MOST_SEATS = 4

/** One who can sit in a seat. */
interface House {
  name: string
  options(seat: number): Readonly<Record<string, number>>
  player(seed: number): LocalPlayer
}

/** Those of a task who can play in this page: its two strongest house agents; where there is none, its built-ins. Rejects where they cannot be
 *  fetched. */
export async function fetchHouse(task: Task): Promise<House[]> {
  const { agents } = await fetchApi(AgentsView, '/agents')
  const learned = agents.filter((agent) => agent.kind === 'house' && agent.task === task.id).slice(-2)
  if (learned.length > 0) return Promise.all(learned.toReversed().map((agent) => fetchPlayer(task, agent)))
  return task.builtIns
    .slice(-2)
    .toReversed()
    .map(({ name, options, create }) => ({ name, options, player: (seed) => create(new SeededChance(seed)) }))
}

async function fetchPlayer(task: Task, { id, name }: AgentSummary): Promise<House> {
  const { observation, spec, hash } = await fetchApi(PolicyView, policyPath(id))
  const bytes = await fetchWeights(hash)
  if (!(bytes instanceof Uint8Array)) throw new Error(`The weights of ${name} cannot be had`)
  const weights = weightsFromBytes(bytes)
  return { name, options: () => ({}), player: (seed) => policyPlayer(task, observation, spec, weights, seed) }
}

/** A match of these in this page alone, which nobody takes part in. The same seed gives the same match. */
export function houseMatch(task: Task, house: readonly House[], seed: number): LocalFeed {
  const seats = Math.max(task.seats.min, Math.min(MOST_SEATS, task.seats.max))
  const holders = Array.from({ length: seats }, (_, seat) => house[seat % house.length]!)
  const { decisionPeriod, actionLatency } = task
  return new LocalFeed({
    task,
    header: {
      match: 'house',
      task: task.id,
      version: task.version,
      options: completeOptions(task, Object.assign({}, ...holders.map(({ options }, seat) => options(seat)))),
      seats: holders.map(({ name }): SeatHolder => ({
        kind: 'agent',
        id: name,
        name,
        brain: 'built-in',
        decisionPeriod,
        actionLatency,
        reactionTicks: 0,
      })),
      startedAt: Date.now(),
    },
    seat: null,
    players: new Map(holders.map((holder, seat) => [seat, holder.player(seed + seat)])),
    chance: new SeededChance(seed),
    unratedReason: '',
  })
}
