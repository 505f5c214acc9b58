import { actionCodec } from '../../game/core/action-codec.ts'
import { SeededChance } from '../../game/core/chance.ts'
import { SpreadEnv } from '../../game/core/spread-env.ts'
import { completeOptions } from '../../game/core/task-options.ts'
import { newStepOut, type Task } from '../../game/core/task.ts'
import { VectorEnv } from '../../game/core/vector-env.ts'
import { registry } from '../../game/tasks/index.ts'
import { pong } from '../../game/tasks/pong/pong.ts'
import { bytesPerStep } from '../support/check-task/allocation.ts'
import { startStepThread } from '../support/step-threads.ts'

const REPEATS = 7
const ENVIRONMENTS = 64
/** So many that waiting for each other at each step costs little. */
const SPREAD_ENVIRONMENTS = 2048
/** Of one run. */
const MILLIS = 300
/** Steps between two looks at the clock. */
const BLOCK = 100
/** A million steps, a thousand between two looks at the memory. */
const WATCHED = { warmUp: 100_000, chunk: 1_000, chunks: 1_000 }

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!

/** How fast tasks are simulated on one core: medians of seven runs, which are taken in turns.
 *  pong_state_steps_per_s: ticks of Pong's bare simulation; TASK_env_steps_per_s: decisions (a step with all its ticks, the observations and
 *  rewards of all seats) of one environment among 64 stepped together, which act by chance; pong_pixels_env_steps_per_s: the same where pixels
 *  are seen, as lists of those that changed; pong_env_ticks_per_s: in ticks; TASK_bytes_per_step: what a step puts in memory, the median of a
 *  thousand looks in a million steps. workers_scaling_2: how many times as fast 2,048 environments of Pong
 *  are on two threads as on one.
 *
 *  Options: all (every task, also those of the lab; without it Pong alone). */
export async function run({ all }: Record<string, string> = {}): Promise<Record<string, number>> {
  const tasks = all === undefined ? [pong] : [...registry.tasks, ...registry.lab]
  const bytes = tasks.map((task): [string, number] => [`${task.id}_bytes_per_step`, bytesPerStep(task, WATCHED)])
  const measures: [key: string, measure: () => number][] = [
    ['pong_state_steps_per_s', barePong],
    ...tasks.map((task): [string, () => number] => [
      `${task.id}_env_steps_per_s`,
      environments(task, Object.keys(task.observations)[0]!),
    ]),
    ['pong_pixels_env_steps_per_s', environments(pong, 'pixels', true)],
  ]
  const spread = await Promise.all([1, 2].map(spreadOver))
  for (const [i, { measure }] of spread.entries()) measures.push([`threads_${i + 1}`, measure])
  const measured = new Map(measures.map(([key]) => [key, [] as number[]]))
  for (let i = 0; i < REPEATS; i++) for (const [key, measure] of measures) measured.get(key)!.push(measure())
  for (const { close } of spread) close()
  const figures = Object.fromEntries([...measured].map(([key, values]) => [key, Math.round(median(values))]))
  const { threads_1: one, threads_2: two, ...rest } = figures
  return {
    ...rest,
    ...Object.fromEntries(bytes),
    pong_env_ticks_per_s: figures['pong_env_steps_per_s']! * pong.decisionPeriod,
    workers_scaling_2: two! / one!,
  }
}

/** Runs blocks of steps for a while. Returns steps a second. */
function rate(step: (number: number) => void, block = BLOCK): number {
  const start = performance.now()
  let steps = 0
  while (performance.now() - start < MILLIS) for (const end = steps + block; steps < end; steps++) step(steps)
  return (steps / (performance.now() - start)) * 1000
}

function barePong(): number {
  const chance = new SeededChance(1)
  const state = new Float64Array(pong.layout.length)
  const out = newStepOut(pong.seats.max)
  const actions = new Float64Array(pong.seats.max)
  const options = completeOptions(pong, { target: 21 })
  pong.reset(state, options, chance, 2)
  return rate((i) => {
    actions[0] = (i >> 5) % 3
    actions[1] = (i >> 6) % 3
    pong.step(state, actions, chance, out)
    if (out.terminated || out.truncated) pong.reset(state, options, chance, 2)
  })
}

/** Environments that have been stepped before, so that what is measured is how they go on. */
function environments(task: Task, observation: string, active = false): () => number {
  const env = new VectorEnv({ task, observation, active, environments: ENVIRONMENTS, seed: 1 })
  const actions = new Uint32Array(ENVIRONMENTS * env.seats)
  const random = new SeededChance(2)
  const { codes } = actionCodec(task.action)
  return () =>
    ENVIRONMENTS *
    rate((i) => {
      actions[i % actions.length] = random.below(codes)
      env.step(actions)
    })
}

async function spreadOver(threads: number): Promise<{ measure: () => number; close: () => void }> {
  const config = { task: pong, observation: 'state', environments: SPREAD_ENVIRONMENTS, seed: 1 }
  const env = await SpreadEnv.open(config, threads, startStepThread)
  const actions = new Uint32Array(SPREAD_ENVIRONMENTS * env.seats)
  const step = (i: number): void => {
    actions[i % actions.length] = i % 3
    env.step(actions)
  }
  return { measure: () => SPREAD_ENVIRONMENTS * rate(step, 10), close: () => env.close() }
}
