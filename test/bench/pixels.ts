import * as tf from '@tensorflow/tfjs-core'
import { SeededChance } from '../../game/core/chance.ts'
import { VectorEnv } from '../../game/core/vector-env.ts'
import { presetById } from '../../game/learn/runs/presets.ts'
import { TrainingRun } from '../../game/learn/runs/training-run.ts'
import { normal } from '../../game/nets/initialise.ts'
import { VectorPolicy } from '../../game/nets/simd/vector-policy.ts'
import { denseRows, SparseRowList } from '../../game/nets/sparse-rows.ts'
import { weightCount, type PolicySpec } from '../../game/nets/spec.ts'
import { startBackend } from '../../game/nets/tfjs/start-backend.ts'
import { pong } from '../../game/tasks/pong/pong.ts'
import { nodeWasmFiles } from '../../server/models/node-wasm-files.ts'

const BATCH = 256
const UNITS = 200
const PIXELS = 6400
const REPEATS = 15
const SECONDS = 10
/** Decisions played before the batch is taken, so that its balls are anywhere. */
const PLAYED = 200

/** How fast Pong is learned from pixels on one core.
 *  decisions_per_s: of REINFORCE end to end by the preset pong_pixels_reinforce: playing against the middle built-in, gradients and steps, by wall
 *  time; decisions_per_cpu_s by this process's processor time.
 *  sparse_speedup: a layer of 6,400 to 200 forward and the gradient of its weights over 256 real observations as lists, against the dense layer of the
 *  (repaired) WASM backend of TensorFlow.js: medians of turns in the same run. sparse_error: how far their outputs and gradients are apart at most, as
 *  a part of the largest number. active_pixels: mean of an observation. Options: seconds (10). */
export async function run(options: Record<string, string> = {}): Promise<Record<string, number>> {
  await startBackend('wasm', { wasmFiles: nodeWasmFiles, threads: 1 })
  return { ...(await endToEnd(Number(options['seconds'] ?? SECONDS))), ...(await firstLayer()) }
}

async function endToEnd(seconds: number): Promise<Record<string, number>> {
  const { plan } = presetById('pong_pixels_reinforce')
  const training = new TrainingRun({ ...plan, seed: 1 }, pong)
  await training.round()
  const first = training.learner.decisions
  const [begun, cpu] = [performance.now(), process.cpuUsage()]
  while (performance.now() - begun < seconds * 1000) await training.round()
  const wall = (performance.now() - begun) / 1000
  const { user, system } = process.cpuUsage(cpu)
  const decisions = training.learner.decisions - first
  training.dispose()
  return { decisions_per_s: decisions / wall, decisions_per_cpu_s: (decisions * 1e6) / (user + system) }
}

async function firstLayer(): Promise<Record<string, number>> {
  const lists = observedRows()
  const spec: PolicySpec = {
    actor: { input: { kind: 'sparse', length: PIXELS }, layers: [], outputs: UNITS },
    deviation: null,
    critic: null,
  }
  const chance = new SeededChance(1)
  const random = (length: number): Float32Array => Float32Array.from({ length }, () => 0.1 * normal(chance))
  const weights = random(weightCount(spec))
  const wanted = random(BATCH * UNITS)
  const policy = new VectorPolicy(spec, weights)
  const gradient = new Float32Array(weights.length)
  const outputs = new Float32Array(BATCH * UNITS)
  const sparse = (): void => {
    policy.gradient(
      lists,
      BATCH,
      (row, out, _value, errors) => {
        outputs.set(out, row * UNITS)
        errors.set(wanted.subarray(row * UNITS, (row + 1) * UNITS))
        return 0
      },
      gradient,
    )
  }
  const x = tf.tensor2d(denseRows(lists, PIXELS), [BATCH, PIXELS])
  const kernel = tf.tensor2d(weights.slice(0, PIXELS * UNITS), [PIXELS, UNITS])
  const bias = tf.tensor1d(weights.slice(PIXELS * UNITS))
  const error = tf.tensor2d(wanted, [BATCH, UNITS])
  let found: { outputs: ArrayLike<number>; gradient: ArrayLike<number> } = { outputs: [], gradient: [] }
  const dense = (): void =>
    tf.tidy(() => {
      const y = tf.add(tf.matMul(x, kernel), bias)
      const ofKernel = tf.matMul(x, error, true, false)
      found = { outputs: y.dataSync(), gradient: ofKernel.dataSync() }
    })
  const [times, denseTimes]: [number[], number[]] = [[], []]
  for (let i = 0; i < REPEATS; i++) {
    times.push(timeOf(sparse))
    denseTimes.push(timeOf(dense))
  }
  tf.dispose([x, kernel, bias, error])
  return {
    sparse_speedup: median(denseTimes) / median(times),
    sparse_millis: median(times),
    dense_millis: median(denseTimes),
    sparse_error: Math.max(apart(outputs, found.outputs), apart(gradient.subarray(0, PIXELS * UNITS), found.gradient)),
    active_pixels: lists.starts.at(-1)! / BATCH,
  }
}

/** What 256 seats see in the middle of matches of chance. */
function observedRows(): SparseRowList {
  const env = new VectorEnv({ task: pong, observation: 'pixels', active: true, environments: BATCH / 2, seed: 1 })
  const chance = new SeededChance(2)
  const actions = new Uint32Array(BATCH)
  for (let step = 0; step < PLAYED; step++) env.step(actions.map(() => chance.below(3)))
  const rows = new SparseRowList()
  for (const { places, values, count } of env.active) rows.addRow(places, values, count)
  return rows
}

function timeOf(work: () => void): number {
  const begun = performance.now()
  work()
  return performance.now() - begun
}

function apart(one: ArrayLike<number>, other: ArrayLike<number>): number {
  let [worst, size] = [0, 0]
  for (let i = 0; i < other.length; i++) {
    worst = Math.max(worst, Math.abs(one[i]! - other[i]!))
    size = Math.max(size, Math.abs(other[i]!))
  }
  return worst / size
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!
