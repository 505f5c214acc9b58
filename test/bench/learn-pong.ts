import { mkdir, writeFile } from 'node:fs/promises'
import type { Settings } from '../../game/learn/learner/configuration.ts'
import { Schooling } from '../../game/learn/practice/schooling.ts'
import { densePolicy } from '../../game/nets/spec.ts'
import { startBackend } from '../../game/nets/tfjs/start-backend.ts'
import { pong } from '../../game/tasks/pong/pong.ts'
import { nodeWasmFiles } from '../../server/models/node-wasm-files.ts'
import { curvePicture } from '../support/curve-picture.ts'

const GOAL = 10
const LIMIT_SECONDS = 300

interface Point {
  seconds: number
  decisions: number
  margin: number
}

interface SeedRun {
  seed: number
  solved: boolean
  /** Until solved, or the limit; with all checks. */
  seconds: number
  decisions: number
  /** Of the last 100 games to 21. */
  margin: number
  curve: Point[]
}

/** Learns Pong from nothing with the code of the page: solved when the mean margin over 100 games to 21 against the middle built-in is at least
 *  +10, sampled policy, sides alternating, the normal decision period and latency. Options: seeds (5), seconds (300, the limit of each).
 *  gradients (the algorithm's default): what computes them.
 *  The curves go to .data/bench/learn-pong.json and .svg. */
export async function run(options: Record<string, string> = {}): Promise<Record<string, number>> {
  const seeds = Number(options['seeds'] ?? 5)
  const limit = Number(options['seconds'] ?? LIMIT_SECONDS)
  const changes: Settings = options['gradients'] ? { gradients: options['gradients'] } : {}
  await startBackend('wasm', { wasmFiles: nodeWasmFiles, threads: 1 })
  const runs: SeedRun[] = []
  for (let seed = 1; seed <= seeds; seed++) {
    const result = await learn(seed, limit, changes)
    runs.push(result)
    const { solved, seconds, decisions, margin } = result
    process.stderr.write(
      `seed ${seed}: ${solved ? 'solved' : 'not solved'} after ${seconds.toFixed(1)} s, ${decisions} decisions, margin ${margin.toFixed(2)}\n`,
    )
  }
  await mkdir('.data/bench', { recursive: true })
  await writeFile('.data/bench/learn-pong.json', `${JSON.stringify(runs, null, 1)}\n`)
  const curves = runs.map(({ seed, curve }) => ({
    name: `seed ${seed}`,
    points: curve.map(({ seconds, margin }) => [seconds, margin] as const),
  }))
  const title = 'Pong from nothing: PPO against the middle built-in'
  const picture = curvePicture(title, 'seconds of training, checks included', 'mean margin, to 21', curves, GOAL)
  await writeFile('.data/bench/learn-pong.svg', picture)
  const sorted = runs.map((one) => one.seconds).toSorted((a, b) => a - b)
  return {
    seeds,
    seeds_solved: runs.filter((one) => one.solved).length,
    seconds_median: median(sorted),
    seconds_worst: sorted.at(-1) ?? 0,
    decisions_median: median(runs.map((one) => one.decisions).toSorted((a, b) => a - b)),
    margin_median: median(runs.map((one) => one.margin).toSorted((a, b) => a - b)),
  }
}

async function learn(seed: number, limit: number, changes: Settings): Promise<SeedRun> {
  const schooling = new Schooling({
    task: pong,
    observation: 'state',
    spec: densePolicy({ inputs: 8, hidden: [64, 64], activation: 'tanh', outputs: 3 }),
    seed,
    builtIns: { easy: 4, middle: 40, hard: 20 },
    self: 0,
    past: 0,
    longestReactionTicks: 0,
    rememberEvery: 50,
    algorithm: {
      id: 'ppo',
      settings: { minibatchSize: 1024, epochs: 3, learningRate: 2e-3, entropyBonus: 0.02, ...changes },
    },
  })
  const started = performance.now()
  const seconds = (): number => (performance.now() - started) / 1000
  const curve: Point[] = []
  let margin = -21
  let solved = false
  let checked = 0
  while (!solved && seconds() < limit) {
    await schooling.round()
    if (seconds() - checked < 3) continue
    // A small check now and then; a hundred games only where it looks solved.
    margin = (
      await schooling.examine('middle', { games: 20, options: { target: 21 }, seed: 1000 + schooling.learner.rounds })
    ).margin
    if (margin >= GOAL) {
      margin = (
        await schooling.examine('middle', {
          games: 100,
          options: { target: 21 },
          seed: 5000 + schooling.learner.rounds,
        })
      ).margin
      solved = margin >= GOAL && seconds() <= limit
    }
    checked = seconds()
    curve.push({ seconds: checked, decisions: schooling.learner.decisions, margin })
  }
  schooling.dispose()
  return { seed, solved, seconds: Math.min(seconds(), limit), decisions: schooling.learner.decisions, margin, curve }
}

function median(sorted: readonly number[]): number {
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}
