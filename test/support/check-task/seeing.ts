import { longestHistory, StateHistory } from '../../../game/core/state-history.ts'
import { SeededChance } from '../../../game/core/chance.ts'
import { newStepOut, type Observation, type Row, type Task } from '../../../game/core/task.ts'
import { drawActions, newNumbers } from './stepping.ts'
import { at, type TaskCheck } from './task-check.ts'
import { actionCodec } from '../../../game/core/action-codec.ts'

/** Numbers before and behind an observation, which it must leave alone. */
const MARGIN = 3
const UNTOUCHED = 77

/** A view of so many numbers, for all seats, is looked at in every state; one of twice as many in every second one. */
const SMALL_VIEW = 128

/** Whether a view is looked at after this tick. */
const isSeen = ({ space }: Observation, seats: number, tick: number): boolean =>
  tick % Math.ceil((space.names.length * seats) / SMALL_VIEW) === 0

/** Every view of the state that the task has, by name. */
const viewsOf = ({ observations, study }: Task): [string, Observation][] => [
  ...Object.entries(observations),
  ...(study ? [['study.personView', study.personView] as [string, Observation]] : []),
]

export const staysInRange: TaskCheck = {
  name: 'keeps every number finite and never −0, and its observations in their declared ranges',
  faults({ task, matches }) {
    const faults = new Set<string>()
    const history = new StateHistory(longestHistory(task), task.layout.length)
    const views = viewsOf(task).map(([name, view]) => {
      const size = view.space.names.length
      return { name, view, size, seen: new Float32Array(size + 2 * MARGIN) }
    })
    for (const match of matches) {
      history.clear()
      for (const [tick, state] of match.states.entries()) {
        const odd = state.findIndex((value) => !Number.isFinite(value) || Object.is(value, -0))
        if (odd >= 0)
          faults.add(
            `${task.layout[odd]} is ${state[odd] === 0 ? '−0' : state[odd]} ${at(match, tick)}; −0 becomes 0 by adding 0`,
          )
        const before = state.slice()
        for (const { name, view, size, seen } of views) {
          if (!isSeen(view, task.seats.max, tick)) continue
          const { low, high, names } = view.space
          for (let seat = 0; seat < task.seats.max; seat++) {
            seen.fill(UNTOUCHED)
            view.observe(state, seat, seen, MARGIN, history.earlier)
            const wrong = names.findIndex((_, i) => {
              const value = seen[MARGIN + i]!
              return !(value >= Math.fround(low[i]!) && value <= Math.fround(high[i]!)) || Object.is(value, -0)
            })
            if (wrong >= 0) {
              const value = seen[MARGIN + wrong]!
              const range = `${low[wrong]} to ${high[wrong]}`
              faults.add(
                `${name}: ${names[wrong]} is ${value === 0 ? '−0' : value}, outside ${range} ${at(match, tick)}`,
              )
            }
            for (let i = 0; i < MARGIN; i++)
              if (seen[i] !== UNTOUCHED || seen[MARGIN + size + i] !== UNTOUCHED)
                faults.add(`${name} writes beside its numbers; write from \`offset\` on, as many as it names`)
          }
        }
        if (state.some((value, i) => value !== before[i]))
          faults.add('an observation changes the row; it may only read it')
        if (tick % task.decisionPeriod === 0) history.keep(state)
        if (faults.size > MOST_FAULTS) return [...faults]
      }
    }
    return [...faults]
  },
}

/** After so many, more of them say nothing new. */
const MOST_FAULTS = 10

export const exchangesSeats: TaskCheck = {
  name: 'is the same from both seats, where it says so',
  faults({ task, matches }) {
    const { mirror } = task
    if (!mirror) return []
    const mirrored = (state: Row): Row => {
      const other = new Float64Array(state.length)
      mirror(state, other)
      return other
    }
    const numbers = newNumbers(task)
    const exchanged = newNumbers(task)
    const { numbers: size } = actionCodec(task.action)
    const chance = new SeededChance(8)
    const [ours, theirs] = [newStepOut(2), newStepOut(2)]
    let compared = 0
    for (const match of matches)
      for (const [tick, state] of match.states.slice(0, -1).entries()) {
        const other = mirrored(state)
        const wrong = differs(task, state, mirrored(other)) ?? looksOtherwise(task, state, other, tick)
        if (wrong) return [`mirror: ${wrong} ${at(match, tick)}`]
        if (task.asksChance(state)) continue
        drawActions(task, chance, numbers)
        for (let i = 0; i < size; i++) {
          exchanged[i] = numbers[size + i]!
          exchanged[size + i] = numbers[i]!
        }
        const next = state.slice()
        task.step(next, numbers, chance, ours)
        task.step(other, exchanged, chance, theirs)
        const parted = differs(task, mirrored(next), other)
        if (parted) return [`mirror: ${parted} after the exchanged actions ${at(match, tick)}`]
        if (ours.rewards[0] !== theirs.rewards[1] || ours.rewards[1] !== theirs.rewards[0])
          return [`mirror: the exchanged actions bring other rewards ${at(match, tick)}`]
        compared++
      }
    return compared > 0 ? [] : ['mirror: every step asks chance, so no two could be compared']
  },
}

function differs({ layout }: Task, a: Row, b: Row): string | null {
  const i = a.findIndex((value, at) => !Object.is(value, b[at]))
  return i < 0 ? null : `${layout[i]} is ${b[i]}, not ${a[i]},`
}

function looksOtherwise(task: Task, state: Row, other: Row, tick: number): string | null {
  for (const [name, view] of viewsOf(task)) {
    if (!isSeen(view, task.seats.max, tick)) continue
    const size = view.space.names.length
    for (const seat of [0, 1]) {
      const [a, b] = [new Float32Array(size), new Float32Array(size)]
      view.observe(state, seat, a, 0)
      view.observe(other, 1 - seat, b, 0)
      const i = a.findIndex((value, k) => value !== b[k])
      if (i >= 0)
        return `${name} shows seat ${seat} ${view.space.names[i]} ${a[i]}, and in the mirror the other ${b[i]}`
    }
  }
  return task.score(state, 0) === task.score(other, 1) ? null : 'the scores are not exchanged'
}
