import { actionCodec } from '../../game/core/action-codec.ts'
import { SeededChance } from '../../game/core/chance.ts'
import { MatchHost } from '../../game/core/match-host.ts'
import type { MatchLog } from '../../game/core/match-log.ts'
import { completeOptions } from '../../game/core/task-options.ts'
import { type Options, type Row, type Task } from '../../game/core/task.ts'

export interface Recording {
  log: MatchLog
  /** The state after each tick, where asked for. */
  states: Row[]
  /** Sum of the rewards of each seat that the task has [seats.max]. */
  returns: Float64Array
}

/** Plays a match from seeded chance and writes its log, as a host does. act: the action code of a seat for the step after this state. */
export function recordMatch(
  task: Task,
  seed: number,
  act: (state: Row, seat: number, tick: number) => number,
  {
    options = {},
    ticks = task.maxTicks,
    seats = task.seats.max,
    keepStates = false,
  }: { options?: Options; ticks?: number; seats?: number; keepStates?: boolean } = {},
): Recording {
  const human = (_: unknown, seat: number) => {
    const name = NAMES[seat] ?? `player ${seat}`
    return { kind: 'human' as const, id: name, name }
  }
  const header = {
    match: `recorded${seed}`,
    task: task.id,
    version: task.version,
    options: completeOptions(task, options),
    seats: Array.from({ length: seats }, human),
    startedAt: 0,
  }
  const host = new MatchHost(task, header, new SeededChance(seed))
  const { match } = host
  const states: Row[] = []
  const returns = new Float64Array(task.seats.max)
  host.advance()
  if (keepStates) states.push(match.row.slice())
  while (match.tick < ticks && !match.over) {
    const actions = Array.from(match.codes, (_, seat) => act(match.row, seat, match.tick))
    for (const [seat, code] of actions.entries()) host.act(seat, code)
    host.advance()
    for (const [seat, reward] of match.out.rewards.entries()) returns[seat]! += reward
    if (match.tick % task.ticksPerSecond === 0) host.beat(1000)
    if (keepStates) states.push(match.row.slice())
  }
  host.end(match.out.terminated ? 'finished' : 'time')
  return { log: host.record(), states, returns }
}

const NAMES = ['ann', 'bob']

/** Actions that hold for a random while, for every seat of a discrete task. */
export function restlessActions(task: Task, seed: number): (state: Row, seat: number, tick: number) => number {
  const random = new SeededChance(seed)
  const { codes } = actionCodec(task.action)
  const held = new Uint32Array(task.seats.max)
  return (_state, seat) => {
    if (random.below(10) === 0) held[seat] = random.below(codes)
    return held[seat]!
  }
}

/** Seats played by the task's built-ins, decided at every tick. seed: of those that play by lot. */
export function builtInActions(task: Task, strength: string, seed = 1): (state: Row, seat: number) => number {
  const builtIn = task.builtIns.find((candidate) => candidate.strength === strength)
  if (!builtIn) throw new Error(`${task.id} has no built-in "${strength}"`)
  const chance = new SeededChance(seed)
  const players = Array.from({ length: task.seats.max }, () => builtIn.create(chance))
  return (state, seat) => players[seat]!.decide(state, seat)
}
