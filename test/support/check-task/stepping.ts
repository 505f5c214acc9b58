import { actionCodec } from '../../../game/core/action-codec.ts'
import { SeededChance } from '../../../game/core/chance.ts'
import { readEvents } from '../../../game/core/match-log.ts'
import { completeOptions } from '../../../game/core/task-options.ts'
import { newStepOut, type Options, type Row, type Task } from '../../../game/core/task.ts'
import { at, type PlayedMatch, type TaskCheck } from './task-check.ts'

/** Something that no task writes. */
const JUNK = 123.456
/** By how much a sum of rewards may differ from its bound, relative to it. */
const ROUNDING = 1e-9

/** Rows of a match from which steps are tried: spread over it, without its end. */
const some = ({ states }: PlayedMatch, every = 13): [tick: number, state: Row][] =>
  states.slice(0, -1).flatMap((state, tick): [number, Row][] => (tick % every === 0 ? [[tick, state]] : []))

/** The numbers of code 0 of every seat: what seats do that do nothing. */
export const newNumbers = (task: Task): Float64Array =>
  new Float64Array(task.seats.max * actionCodec(task.action).numbers)

/** Random actions of all seats, as a step takes them. */
export function drawActions(task: Task, chance: SeededChance, numbers: Float64Array): void {
  const codec = actionCodec(task.action)
  for (let seat = 0; seat < task.seats.max; seat++)
    codec.decode(chance.below(codec.codes), numbers, seat * codec.numbers)
}

const sameBits = (a: Row, b: Row): boolean => a.every((value, i) => Object.is(value, b[i]))

export const resetsWhole: TaskCheck = {
  name: 'writes every number of the row at a reset, whatever was in it',
  faults({ task }) {
    const faults: string[] = []
    const clean = new Float64Array(task.layout.length)
    const used = new Float64Array(task.layout.length)
    for (let seats = task.seats.min; seats <= task.seats.max; seats++) {
      clean.fill(0)
      used.fill(JUNK)
      for (const row of [clean, used]) task.reset(row, completeOptions(task, {}), new SeededChance(1), seats)
      for (const [i, name] of task.layout.entries())
        if (!Object.is(clean[i], used[i])) faults.push(`reset leaves ${name} as it was; begin it with state.fill(0)`)
    }
    return faults
  },
}

export const writesOut: TaskCheck = {
  name: 'writes all rewards and both ends in every step',
  faults({ task, matches }) {
    const faults = new Set<string>()
    const out = newStepOut(task.seats.max)
    const numbers = newNumbers(task)
    const chance = new SeededChance(2)
    for (const match of matches)
      for (const [tick, state] of some(match)) {
        drawActions(task, chance, numbers)
        const ends = [true, false].map((before) => {
          out.rewards.fill(JUNK)
          out.terminated = out.truncated = before
          task.step(state.slice(), numbers, new SeededChance(tick), out)
          return `${out.terminated} ${out.truncated}`
        })
        if (ends[0] !== ends[1]) faults.add('a step leaves terminated or truncated as it was; set both in every step')
        const wrong = out.rewards.findIndex(
          (reward) => reward === JUNK || !Number.isFinite(reward) || Object.is(reward, -0),
        )
        if (wrong >= 0)
          faults.add(
            `a step does not write a reward for seat ${wrong} ${at(match, tick)}, or writes ${out.rewards[wrong]}`,
          )
      }
    return [...faults]
  },
}

export const goesOnAlike: TaskCheck = {
  name: 'goes on alike from a copied state, whatever other matches are stepped in between',
  faults({ task, matches }) {
    const numbers = newNumbers(task)
    const others = newNumbers(task)
    const [a, b] = [newStepOut(task.seats.max), newStepOut(task.seats.max)]
    const other = matches[0]!.states[0]!.slice()
    const [oneChance, copyChance, otherChance] = [new SeededChance(4), new SeededChance(4), new SeededChance(5)]
    for (const match of matches)
      for (const [tick, state] of some(match, 29)) {
        const one = state.slice()
        const copy = state.slice()
        const actions = new SeededChance(tick)
        for (let step = 0; step < 40; step++) {
          drawActions(task, actions, numbers)
          task.step(one, numbers, oneChance, a)
          drawActions(task, actions, others)
          const over = { ...newStepOut(task.seats.max) }
          task.step(other, others, otherChance, over)
          if (over.terminated || over.truncated) other.set(match.states[0]!)
          task.step(copy, numbers, copyChance, b)
          if (!sameBits(one, copy) || !sameBits(a.rewards, b.rewards) || a.terminated !== b.terminated)
            return [
              `a copy of the row goes on otherwise ${at(match, tick + step + 1)}; keep in the row all that a step needs`,
            ]
          if (a.terminated || a.truncated) break
        }
      }
    return []
  },
}

export const asksWhereItSays: TaskCheck = {
  name: 'asks chance only where it says that it does',
  faults({ task, matches }) {
    const { bytes } = actionCodec(task.action)
    return matches.flatMap((match) => {
      const drew = readEvents(match.log.body, bytes).flatMap((event) =>
        event.kind === 'chance' && event.tick > 0 ? [event.tick] : [],
      )
      const silent = drew.find((tick) => !task.asksChance(match.states[tick - 1]!))
      return silent === undefined
        ? []
        : [`a step asks chance where asksChance says no ${at(match, silent - 1)}; prediction would run across it`]
    })
  },
}

export const settlesWhereItSays: TaskCheck = {
  name: 'rewards and ends only in steps that settle, and those come whatever seats do before them',
  faults({ task, matches }) {
    const { settles } = task
    if (!settles) return []
    const out = newStepOut(task.seats.max)
    const numbers = newNumbers(task)
    const chance = new SeededChance(6)
    return matches.flatMap((match) => {
      const { states, log } = match
      const scores = (state: Row): string =>
        Array.from({ length: task.seats.max }, (_, seat) => task.score(state, seat)).join()
      const loud = states.flatMap((state, tick) =>
        tick > 0 && scores(state) !== scores(states[tick - 1]!) ? [tick] : [],
      )
      const { bytes } = actionCodec(task.action)
      if (readEvents(log.body, bytes).some((event) => event.kind === 'end' && event.reason === 'finished'))
        loud.push(log.footer.ticks)
      const quiet = loud.find((tick) => !settles(states[tick - 1]!))
      if (quiet !== undefined) return [`a step scores or ends where settles says no ${at(match, quiet - 1)}`]
      for (let from = 0; from < states.length - 1; from += 97) {
        const state = states[from]!.slice()
        for (let tick = from; tick < states.length - 1 && !task.asksChance(state); tick++) {
          if (settles(state) !== settles(states[tick]!))
            return [`whether a step settles depends on what seats do ${at(match, tick)}; it must be known beforehand`]
          if (settles(state)) break
          drawActions(task, chance, numbers)
          task.step(state, numbers, chance, out)
        }
      }
      return []
    })
  },
}

/** The options with which matches are tried to their ends. */
const optionSets = (task: Task): Options[] => [{}, task.quickGame, ...(task.timedGame ? [task.timedGame] : [])]

export const endsInTime: TaskCheck = {
  name: 'ends by its longest match, terminated or truncated but never both',
  faults({ task }) {
    const faults = new Set<string>()
    const state = new Float64Array(task.layout.length)
    const out = newStepOut(task.seats.max)
    for (const options of optionSets(task))
      for (const idle of [true, false]) {
        const chance = new SeededChance(7)
        const numbers = newNumbers(task)
        task.reset(state, completeOptions(task, options), chance, task.seats.max)
        let tick = 0
        do {
          if (!idle && tick % 7 === 0) drawActions(task, chance, numbers)
          task.step(state, numbers, chance, out)
          tick++
          if (out.terminated && out.truncated)
            faults.add('a step is terminated and truncated at once; termination goes first')
        } while (!out.terminated && !out.truncated && tick <= task.maxTicks)
        if (tick > task.maxTicks) faults.add(`a match goes on after maxTicks, ${task.maxTicks}; truncate it there`)
      }
    return [...faults]
  },
}

export const returnsAtMost: TaskCheck = {
  name: 'never rewards more in one match than it says',
  faults({ task, matches }) {
    if (!task.maxReturn) return ['maxReturn: say the most that the rewards of a seat can add up to in one match']
    const most = task.maxReturn(completeOptions(task, {}))
    if (!Number.isFinite(most)) return [`maxReturn: ${most} must be a number`]
    return matches.flatMap((match) => {
      const seat = match.returns.findIndex((sum) => sum > most + ROUNDING * Math.abs(most))
      const got = match.returns[seat]
      return seat < 0
        ? []
        : [`maxReturn: seat ${seat} got ${got}, more than ${most} ${at(match, match.states.length - 1)}`]
    })
  },
}
