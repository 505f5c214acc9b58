import { actionCodec } from '../../../game/core/action-codec.ts'
import { SeededChance } from '../../../game/core/chance.ts'
import type { FiniteModel, Transition } from '../../../game/core/finite-model.ts'
import { completeOptions } from '../../../game/core/task-options.ts'
import { newStepOut, type Row, type StepOut, type Task } from '../../../game/core/task.ts'
import type { TaskCheck } from './task-check.ts'

/** Steps tried of each action in each state where chance decides, and where it does not. */
const SAMPLES = 600
const SURE_SAMPLES = 2
/** Most states that are tried. */
const MOST_STATES = 80
/** Standard errors by which a share may miss its probability: beyond it about once in ten million. */
const SIGMAS = 5.5
const ROUNDING = 1e-9

const sum = (list: readonly { probability: number }[]): number => list.reduce((all, one) => all + one.probability, 0)

/** One decision from a copy of the row: its reward; `copy` and `out` are what it led to. */
function decide(task: Task, copy: Row, numbers: Float64Array, chance: SeededChance, out: StepOut): number {
  let reward = 0
  out.terminated = out.truncated = false
  for (let tick = 0; tick < task.decisionPeriod && !out.terminated; tick++) {
    task.step(copy, numbers, chance, out)
    reward += out.rewards[0]!
  }
  return reward
}

const wayOf = (model: FiniteModel, ways: readonly Transition[], copy: Row, reward: number, out: StepOut): number =>
  ways.findIndex(
    (way) =>
      way.reward === reward &&
      way.terminated === out.terminated &&
      (way.terminated || way.next === model.stateOf(copy)),
  )

export const isItsModel: TaskCheck = {
  name: 'does in its steps what its finite model says, as often',
  faults({ task, matches }) {
    const { model } = task
    if (!model) return []
    const faults: string[] = []
    const off = (what: string, list: readonly { probability: number }[]): void => {
      if (Math.abs(sum(list) - 1) > ROUNDING) faults.push(`model: the probabilities of ${what} sum to ${sum(list)}`)
    }
    off('starts', model.starts)
    for (let state = 0; state < model.states; state++)
      for (let action = 0; action < model.actions; action++) {
        const ways = model.transitions(state, action)
        off(`state ${state}, action ${action}`, ways)
        for (const { next } of ways)
          if (!(Number.isInteger(next) && next >= 0 && next < model.states))
            faults.push(`model: state ${state}, action ${action} leads to ${next}, which is no state`)
      }

    const rows = new Map<number, Row>()
    for (const { states, log } of matches)
      for (const row of states.slice(0, log.footer.ticks)) {
        const state = model.stateOf(row)
        if (rows.size < MOST_STATES && !rows.has(state)) rows.set(state, row)
      }
    if (rows.size < Math.min(2, model.states)) return [...faults, 'model: play came to one state only']
    const codec = actionCodec(task.action)
    const numbers = new Float64Array(codec.numbers)
    const out = newStepOut(1)
    const chance = new SeededChance(5)
    const copy = new Float64Array(task.layout.length)
    for (const [state, row] of rows)
      for (let action = 0; action < model.actions; action++) {
        const ways = model.transitions(state, action)
        const seen = ways.map(() => 0)
        codec.decode(action, numbers, 0)
        const samples = ways.length > 1 ? SAMPLES : SURE_SAMPLES
        for (let i = 0; i < samples; i++) {
          copy.set(row)
          const reward = decide(task, copy, numbers, chance, out)
          const way = wayOf(model, ways, copy, reward, out)
          if (way < 0) {
            faults.push(
              `model: state ${state}, action ${action} led to state ${model.stateOf(copy)} with reward ${reward}, terminated ${out.terminated}, of which the model knows nothing`,
            )
            break
          }
          seen[way]!++
        }
        for (const [way, { probability, next }] of ways.entries()) {
          const error = Math.sqrt((probability * (1 - probability)) / samples)
          if (Math.abs(seen[way]! / samples - probability) > SIGMAS * error + ROUNDING)
            faults.push(
              `model: state ${state}, action ${action} led to ${next} in ${seen[way]} of ${samples}, not with probability ${probability}`,
            )
        }
      }
    return [...faults, ...startFaults(task, model)]
  },
}

function startFaults(task: Task, model: FiniteModel): string[] {
  const state = new Float64Array(task.layout.length)
  const chance = new SeededChance(6)
  const known = new Set(model.starts.map((start) => start.state))
  for (let i = 0; i < SAMPLES; i++) {
    task.reset(state, completeOptions(task, {}), chance, 1)
    if (!known.has(model.stateOf(state)))
      return [`model: a match began in state ${model.stateOf(state)}, which is no start`]
  }
  return []
}
