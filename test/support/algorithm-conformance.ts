import * as tf from '@tensorflow/tfjs-core'
import { describe, expect, test } from 'vitest'
import type { Task } from '../../game/core/task.ts'
import type { AlgorithmEntry, AlgorithmSetup, Report } from '../../game/learn/learner/algorithm.ts'
import { resumeLearner } from '../../game/learn/algorithms/index.ts'
import { Learner } from '../../game/learn/learner/learner.ts'
import { readSavedRun, SavedRunError, writeSavedRun, type SavedRun } from '../../game/learn/learner/saved-run.ts'
import { densePolicy, type PolicySpec } from '../../game/nets/spec.ts'
import { squashedPolicy } from '../../game/nets/squashed-policy.ts'
import { echoEnv } from './echo-env.ts'
import { echoButtons, echoStick, echoTask } from './echo-task.ts'

interface EchoCase {
  task: Task
  deviation: PolicySpec['deviation']
  /** Mean reward of a decision that must be reached; 1 is perfect. */
  least: number
}

const CASES: readonly EchoCase[] = [
  { task: echoTask, deviation: null, least: 0.9 },
  { task: echoButtons, deviation: null, least: 0.8 },
  // What is left is the spread of its actions.
  { task: echoStick, deviation: 'vector', least: 0.6 },
  { task: echoStick, deviation: 'output', least: 0.6 },
]

/** A small network with a critic, a squashed one where the algorithm learns such, or a table where it keeps one. */
function specFor({ handles }: AlgorithmEntry, { task, deviation }: Pick<EchoCase, 'task' | 'deviation'>): PolicySpec {
  const size = task.action.labels.length
  const inputs = task.observations['state']!.space.names.length
  const outputs = deviation === 'output' ? 2 * size : size
  if (handles.squashed)
    return squashedPolicy({ inputs, hidden: [16], activation: 'tanh', outputs, deviation: handles.squashed })
  const spec = densePolicy({ inputs, hidden: handles.table ? [] : [16], activation: 'tanh', outputs, deviation })
  return handles.table ? { ...spec, critic: null } : spec
}

/** What every algorithm must do, whoever wrote it: a description for the test runner. */
export function describeAlgorithm(entry: AlgorithmEntry): void {
  const { actions, squashed } = entry.handles
  const cases = CASES.filter(
    ({ task, deviation }) => actions.includes(task.action.kind) && (!squashed || deviation === squashed),
  )
  const [first] = cases
  if (!first) throw new Error(`${entry.name} handles none of the echo tasks`)
  const make = (
    seed: number,
    { task, deviation }: Pick<EchoCase, 'task' | 'deviation'> = first,
    given: Pick<AlgorithmSetup, 'weights'> = {},
  ): Learner => {
    const model = task.model ? { model: task.model } : {}
    const setup = { spec: specFor(entry, { task, deviation }), space: task.action, seed, ...model, ...given }
    return new Learner(entry, setup, entry.small.settings)
  }
  /** A fresh one that does not do it yet: one that always takes its likeliest action may begin by doing the right thing. */
  const unlearned = (each: Pick<EchoCase, 'task' | 'deviation'>): Learner => {
    for (let seed = 3; seed < 10; seed++) {
      const learner = make(seed, each)
      if (meanReward(learner, each.task) < 0.5) return learner
      learner.dispose()
    }
    throw new Error(`${entry.name} echoes whatever it is made from`)
  }
  const envOf = (task: Task): ReturnType<typeof echoEnv> => echoEnv(16, 4, task)

  describe.each([entry])('$id ($small.settings)', () => {
    test('says what it is, what its settings mean and what it reports', () => {
      const sentences = [
        entry.about,
        ...[...Object.values(entry.fields), ...Object.values(entry.figures)].map((each) => each.about),
      ]
      for (const sentence of sentences) expect(sentence).toMatch(/^[A-Zλ0-9].{10,}\.$/)
      expect(entry.paper.link).toMatch(/^https:/)
      const learner = make(1)
      for (const name of Object.keys(entry.fields)) expect(learner.settings).toHaveProperty(name)
      learner.dispose()
    })

    test.each(entry.handles.evaluates ? [] : cases)(
      'learns to echo $task.id (σ: $deviation)',
      async ({ task, deviation, least }) => {
        const learner = unlearned({ task, deviation })
        const env = envOf(task)
        for (let round = 0; round < entry.small.rounds; round++) await learner.learn(env)
        expect(meanReward(learner, task)).toBeGreaterThan(least)
        learner.dispose()
      },
    )

    test.each(entry.handles.evaluates ? [1, -1] : [])(
      'finds out what a policy earns, which stays: %d',
      async (earned) => {
        // A table in which the wanted action is the likeliest by far, or the other one.
        const weights = Float32Array.of(30 * earned, 0, 0, 30 * earned, 0, 0)
        const learner = make(3, first, { weights })
        await rounds(learner, envOf(first.task), entry.small.rounds)
        expect(meanReward(learner, first.task)).toBeCloseTo(earned)
        expect(learner.weights).toEqual(weights)
        for (const value of learnedBy(learner)) expect(value * earned).toBeGreaterThan(0.9)
        learner.dispose()
      },
    )

    test(`learns the same from the same seed, and ${entry.handles.model ? 'from any' : 'something else from another'}`, async () => {
      const run = async (seed: number): Promise<number[]> => {
        const learner = make(seed)
        await rounds(learner, envOf(first.task), 3)
        learner.dispose()
        return learnedBy(learner)
      }
      const once = await run(3)
      expect(await run(3)).toEqual(once)
      const other = await run(5)
      expect(other.every((value, i) => value === once[i])).toBe(entry.handles.model ?? false)
    })

    test.each(cases)(
      'goes on from a save along the same curve, bit for bit: $task.id (σ: $deviation)',
      async (each) => {
        const whole = make(3, each)
        const env = envOf(each.task)
        await rounds(whole, env, 3)
        const saved = whole.save()
        const curve = await rounds(whole, env, 3)
        const begun = make(3, each)
        const second = envOf(each.task)
        await rounds(begun, second, 3)
        const resumed = resumeLearner(saved, [entry], each.task.model)
        expect([resumed.rounds, resumed.decisions]).toEqual([begun.rounds, begun.decisions])
        expect(await rounds(resumed, second, 3)).toEqual(curve)
        expect(resumed.weights).toEqual(whole.weights)
        const codes = [new Uint32Array(16), new Uint32Array(16)] as const
        whole.act(env.observations, 16, codes[0])
        resumed.act(env.observations, 16, codes[1])
        expect(codes[1]).toEqual(codes[0])
        expect(resumed.save()).toEqual(whole.save())
        for (const learner of [whole, begun, resumed]) learner.dispose()
      },
    )

    test('takes over the settings of a saved run that may change in it', () => {
      const live = Object.entries(entry.fields).find(([, field]) => field.live && 'range' in field)
      if (!live) return
      const [name, field] = live
      const [learner, other] = [make(3), make(4)]
      const least = 'range' in field ? field.range[0] : 0
      learner.configure({ [name]: least })
      other.load(learner.save())
      expect(other.settings[name]).toBe(least)
      for (const each of [learner, other]) each.dispose()
    })

    test('goes on from a run that was saved before it had one of its settings', () => {
      const [name] = Object.entries(entry.fields).find(([field]) => !(field in entry.small.settings)) ?? []
      if (name === undefined) return
      const learner = make(3)
      const { settings, ...run } = readSavedRun(learner.save())
      const { [name]: value, ...others } = settings
      learner.load(writeSavedRun({ ...run, settings: others }))
      expect(learner.settings[name]).toBe(value)
      learner.dispose()
    })

    test('takes other weights while it learns, from the next round on', async () => {
      const learner = make(3)
      const other = make(8, first, entry.handles.evaluates ? { weights: tableThatEarns(1) } : {})
      const given = other.weights.slice()
      let breaths = 0
      const during = async (): Promise<void> => {
        if (breaths++ === 1) learner.loadWeights(given)
      }
      await learner.learn(envOf(first.task), { breathe: during })
      expect(breaths).toBeGreaterThan(1)
      expect(learner.weights).toEqual(given)
      const before = learnedBy(learner)
      await learner.learn(envOf(first.task))
      expect(learnedBy(learner)).not.toEqual(before)
      for (const each of [learner, other]) each.dispose()
    })

    test('says how far it is, and reports nothing that it has not explained', async () => {
      const learner = make(3)
      const heard: number[] = []
      const names = new Set<string>()
      const report = await learner.learn(envOf(first.task), {
        interim(done, figures) {
          heard.push(done)
          for (const name of Object.keys(figures)) names.add(name)
        },
      })
      for (const name of Object.keys(report)) names.add(name)
      names.delete('decisions')
      for (const name of names) expect(entry.figures).toHaveProperty(name)
      expect(report.decisions).toBeGreaterThan(0)
      expect(heard).toEqual(heard.toSorted((a, b) => a - b))
      for (const done of heard) expect(done >= 0 && done <= 1).toBe(true)
      learner.dispose()
    })

    const wrongs: [what: string, change: (run: SavedRun) => SavedRun, message: RegExp][] = [
      ['of another algorithm', (run) => ({ ...run, algorithm: 'another' }), /saved by "another"/],
      [
        'of another policy',
        (run) => ({ ...run, spec: densePolicy({ inputs: 3, hidden: [], activation: 'tanh', outputs: 1 }) }),
        /another shape/,
      ],
      [
        'for other actions',
        (run) => ({ ...run, space: { kind: 'discrete', labels: ['a', 'b', 'c'] } }),
        /other actions/,
      ],
      ['with an unknown setting', (run) => ({ ...run, settings: { ...run.settings, unknown: 1 } }), /other settings/],
      [
        'without its weights',
        ({ arrays: { weights: _, ...arrays }, ...run }) => ({ ...run, arrays }),
        /lacks "weights"/,
      ],
      ['with something more', (run) => ({ ...run, arrays: { ...run.arrays, more: new Uint8Array(1) } }), /has "more"/],
      [
        'with too few weights',
        (run) => ({ ...run, arrays: { ...run.arrays, weights: new Float32Array(3) } }),
        /"weights" of this run has 3 numbers/,
      ],
    ]
    test.each(wrongs)('refuses a save %s, and stays as it was', async (_, change, message) => {
      const learner = make(3)
      await rounds(learner, envOf(first.task), 1)
      const before = learner.save()
      const wrong = writeSavedRun(change(readSavedRun(before)))
      expect(() => learner.load(wrong)).toThrow(SavedRunError)
      expect(() => learner.load(wrong)).toThrow(message)
      expect(learner.save()).toEqual(before)
      learner.dispose()
    })

    test('refuses weights of another length', () => {
      const learner = make(3)
      expect(() => learner.loadWeights(new Float32Array(3))).toThrow(RangeError)
      learner.dispose()
    })

    test('gives all its tensors back, and leaves none behind in a round', async () => {
      const before = tf.memory().numTensors
      const learner = make(3)
      const env = envOf(first.task)
      await learner.learn(env)
      const held = tf.memory().numTensors
      await rounds(learner, env, 2)
      expect(tf.memory().numTensors).toBe(held)
      learner.dispose()
      expect(tf.memory().numTensors).toBe(before)
    })
  })
}

async function rounds(learner: Learner, env: ReturnType<typeof echoEnv>, count: number): Promise<Report[]> {
  const reports: Report[] = []
  for (let round = 0; round < count; round++) reports.push(await learner.learn(env))
  return reports
}

/** The weights of a table in which the wanted action is by far the likeliest (1), or the other one (−1). */
const tableThatEarns = (earned: number): Float32Array => Float32Array.of(30 * earned, 0, 0, 30 * earned, 0, 0)

/** What learning changes: weights, or the values of a policy that stays as it is. */
const learnedBy = (learner: Learner): number[] =>
  Array.from(learner.entry.handles.evaluates ? readSavedRun(learner.save()).arrays['v']! : learner.weights)

/** Mean reward of a decision, from −1 to 1. */
function meanReward(learner: Learner, task: Task): number {
  const env = echoEnv(20, 99, task)
  const actions = new Uint32Array(20)
  let sum = 0
  for (let step = 0; step < 10; step++) {
    learner.act(env.observations, 20, actions)
    env.step(actions)
    sum += env.rewards.reduce((total, reward) => total + reward, 0)
  }
  return sum / 200
}
