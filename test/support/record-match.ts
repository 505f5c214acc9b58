import { actionCodec } from '../../game/core/action-codec.ts'
import { RecordedChance, SeededChance } from '../../game/core/chance.ts'
import { LogWriter, type MatchLog } from '../../game/core/match-log.ts'
import { finalHashOf, hashRow } from '../../game/core/row-hash.ts'
import { completeOptions, newStepOut, placesOf, type Options, type Row, type Task } from '../../game/core/task.ts'

export interface Recording {
  log: MatchLog
  /** The state after each tick, where asked for. */
  states: Row[]
}

/** Plays a match from seeded chance and writes its log, as a host does. act: the action code of a seat for the step after this state. */
export function recordMatch(
  task: Task,
  seed: number,
  act: (state: Row, seat: number, tick: number) => number,
  {
    options = {},
    ticks = task.maxTicks,
    keepStates = false,
  }: { options?: Options; ticks?: number; keepStates?: boolean } = {},
): Recording {
  const codec = actionCodec(task.action)
  const writer = new LogWriter(codec.bytes)
  const chance = new RecordedChance(new SeededChance(seed))
  const state = new Float64Array(task.layout.length)
  const codes = new Uint32Array(task.seats)
  const numbers = new Float64Array(task.seats * codec.numbers)
  const out = newStepOut(task.seats)
  const states: Row[] = []
  const complete = completeOptions(task, options)
  const draw = (tick: number): void => {
    if (chance.drawn.length > 0) writer.write({ tick, kind: 'chance', words: chance.drawn.splice(0) })
  }
  task.reset(state, complete, chance)
  draw(0)
  if (keepStates) states.push(state.slice())
  let tick = 0
  while (tick < ticks && !out.terminated && !out.truncated) {
    const actions = Array.from(codes, (_, seat) => act(state, seat, tick))
    tick++
    for (const [seat, code] of actions.entries()) {
      if (code === codes[seat]) continue
      codes[seat] = code
      codec.decode(code, numbers, seat * codec.numbers)
      writer.write({ tick, kind: 'action', seat, code })
    }
    task.step(state, numbers, chance, out)
    draw(tick)
    if (tick % task.ticksPerSecond === 0) writer.write({ tick, kind: 'beat', hash: hashRow(state), millis: 1000 })
    if (keepStates) states.push(state.slice())
  }
  writer.write({ tick, kind: 'end', reason: out.terminated ? 'finished' : 'time' })
  const human = (name: string) => ({ kind: 'human' as const, id: name, name })
  return {
    log: {
      header: {
        match: `recorded${seed}`,
        task: task.id,
        version: task.version,
        options: complete,
        seats: [human('ann'), human('bob')],
        startedAt: 0,
      },
      body: writer.slice(),
      footer: {
        ticks: tick,
        finalHash: finalHashOf(state),
        scores: Array.from(codes, (_, seat) => task.score(state, seat)),
        places: placesOf(task, state),
      },
    },
    states,
  }
}

/** Actions that hold for a random while, for every seat of a discrete task. */
export function restlessActions(task: Task, seed: number): (state: Row, seat: number, tick: number) => number {
  const random = new SeededChance(seed)
  const { codes } = actionCodec(task.action)
  const held = new Uint32Array(task.seats)
  return (_state, seat) => {
    if (random.below(10) === 0) held[seat] = random.below(codes)
    return held[seat]!
  }
}

/** Seats played by the task's built-ins, decided at every tick. */
export function builtInActions(task: Task, strength: string): (state: Row, seat: number) => number {
  const builtIn = task.builtIns.find((candidate) => candidate.strength === strength)
  if (!builtIn) throw new Error(`${task.id} has no built-in "${strength}"`)
  const players = Array.from({ length: task.seats }, () => builtIn.create())
  return (state, seat) => players[seat]!.decide(state, seat)
}
