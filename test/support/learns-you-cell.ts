import { startBackend } from '../../game/nets/tfjs/start-backend.ts'
import { nodeWasmFiles } from '../../server/models/node-wasm-files.ts'
import {
  learningRun,
  marginAgainstMiddle,
  shareAgainst,
  type Arm,
  type LearningResult,
  type LearningRun,
} from './learns-you-run.ts'
import { houseAgent } from './house-agents.ts'
import { personByName } from './people/kinds.ts'

/** One measurement of the benchmark, as plain data. */
export interface Cell {
  person: string
  seed: number
  arm: 'before' | Arm
  /** Id of the house agent that learns. */
  agent: string
  /** Of play. */
  seconds: number
  /** Portions of practice for each of them. */
  rounds: number
  gradients: string
  /** Of each frozen measure. */
  points: number
}

export interface CellResult extends Cell {
  /** Share of the points that the weights at the end win against the person. */
  share: number
  /** The same on the way: [seconds, share], the end included. */
  curve: [seconds: number, share: number][]
  /** Mean margin of the weights at the end in games to 21 against the middle built-in. */
  margin: number
  decisions: number
  pushes: number
  rollbacks: number
  /** What it took here, the run and all; a blind run is made once for all people that one process measures. */
  runSeconds: number
  wallSeconds: number
}

const SNAPSHOTS = [30, 60, 120, 180, 240, 300, 450, 600, 750, 900]
/** A game to 21 against the middle built-in for so many points of the others. */
const POINTS_PER_GAME = 20

/** Names a cell: two of the same name have the same result, but for what they took. */
export const cellKey = ({ person, seed, arm, agent, seconds, rounds, gradients, points }: Cell): string =>
  JSON.stringify([person, seed, arm, agent, points, ...(arm === 'before' ? [] : [seconds, rounds, gradients])])

/** Blind runs of this process: nobody is studied in them, so whoever plays, they are the same. */
const blindRuns = new Map<string, Promise<LearningResult>>()

function runOf(
  cell: Cell,
  { arm, person, learner }: Pick<LearningRun, 'arm' | 'person' | 'learner'>,
): Promise<LearningResult> {
  const { seed, seconds, rounds, gradients } = cell
  const snapshots = [...SNAPSHOTS.filter((at) => at < seconds), seconds]
  const start = (): Promise<LearningResult> =>
    learningRun({ arm, person, learner, seed, seconds, rounds, gradients, snapshots })
  if (arm !== 'blind') return start()
  const key = cellKey({ ...cell, person: '' })
  const run = blindRuns.get(key) ?? start()
  blindRuns.set(key, run)
  return run
}

/** Trains as the cell says, and measures. Throws where there is no such person or agent. */
export async function measureCell(cell: Cell): Promise<CellResult> {
  const begun = performance.now()
  const { arm, points } = cell
  const person = personByName(cell.person)
  const learner = await houseAgent(cell.agent)
  // The same points in all arms.
  const seed = 1_000_000 + 100 * cell.seed
  const share = (weights: Float32Array): Promise<number> => shareAgainst(person, learner, weights, points, seed)
  const result: CellResult = {
    ...cell,
    share: 0,
    curve: [],
    margin: 0,
    decisions: 0,
    pushes: 0,
    rollbacks: 0,
    runSeconds: 0,
    wallSeconds: 0,
  }
  let { weights } = learner
  if (arm !== 'before') {
    if (cell.gradients === 'tensors') await startBackend('wasm', { wasmFiles: nodeWasmFiles, threads: 1 })
    const run = await runOf(cell, { arm, person, learner })
    result.runSeconds = (performance.now() - begun) / 1000
    Object.assign(result, { decisions: run.decisions, pushes: run.pushes, rollbacks: run.rollbacks })
    for (const snapshot of run.snapshots) result.curve.push([snapshot.seconds, await share(snapshot.weights)])
    weights = run.snapshots.at(-1)!.weights
  }
  result.share = result.curve.at(-1)?.[1] ?? (await share(weights))
  result.margin = await marginAgainstMiddle(learner, weights, Math.ceil(points / POINTS_PER_GAME), seed)
  result.wallSeconds = (performance.now() - begun) / 1000
  return result
}
