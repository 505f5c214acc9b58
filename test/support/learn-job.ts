import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { presetById } from '../../game/learn/runs/presets.ts'
import type { RunPlan } from '../../game/learn/runs/run-plan.ts'
import { TrainingRun } from '../../game/learn/runs/training-run.ts'
import { startBackend } from '../../game/nets/tfjs/start-backend.ts'
import { taskOf } from '../../game/tasks/index.ts'
import { nodeWasmFiles } from '../../server/models/node-wasm-files.ts'

/** One seed of one preset. folder: where it keeps how far it is, so that whoever is killed goes on from there. */
export interface LearnJob {
  preset: string
  seed: number
  folder: string
}

/** What was reached at one moment of a run. seconds: of a processor, at training alone. */
export interface LearnPoint {
  decisions: number
  seconds: number
  score: number
}

export interface LearnResult {
  seed: number
  plan: RunPlan
  /** Of so many matches each, on the way. */
  curve: LearnPoint[]
  /** Of the matches at the end. */
  end: LearnPoint
}

const POINTS = 20
const GAMES_ON_THE_WAY = 20
const GAMES_AT_THE_END = 100
const WAY_SEED = 1_000
const END_SEED = 77_000

/** Trains to the end of the budget. Each twentieth of it the run is measured and saved: who does the same job again after a kill goes on from there. */
export async function learn({ preset: id, seed, folder }: LearnJob): Promise<LearnResult> {
  const { plan: shared, measure, judged } = presetById(id)
  const plan: RunPlan = { ...shared, seed }
  await startBackend('wasm', { wasmFiles: nodeWasmFiles, threads: 1 })
  const run = new TrainingRun(plan, taskOf(plan.task.id, plan.task.version))
  const file = `${folder}/${id}-${seed}.run`
  await mkdir(folder, { recursive: true })
  const kept = await readKept(file, plan)
  const curve = kept?.curve ?? []
  if (kept) run.load(kept.saved)
  let seconds = curve.at(-1)?.seconds ?? 0
  const measured = async (games: number, of: number): Promise<LearnPoint> => {
    const { margin, won } = await run.examine({ games, seed: of, drawn: judged === 'drawn' })
    return { decisions: run.learner.decisions, seconds, score: measure === 'won' ? won / games : margin }
  }
  while (!run.done) {
    const before = processorSeconds()
    await run.round()
    seconds += processorSeconds() - before
    if (run.learner.decisions < ((curve.length + 1) * plan.budget) / POINTS) continue
    curve.push(await measured(GAMES_ON_THE_WAY, WAY_SEED + curve.length))
    if (!run.done) await keep(file, { plan, curve, saved: run.save() })
  }
  const end = await measured(GAMES_AT_THE_END, END_SEED)
  run.dispose()
  await rm(file, { force: true })
  return { seed, plan, curve, end }
}

interface Kept {
  plan: RunPlan
  curve: LearnPoint[]
  saved: Uint8Array
}

/** What was kept of the same plan; null where there is nothing. */
async function readKept(file: string, plan: RunPlan): Promise<Kept | null> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (text === null) return null
  const { saved, ...kept } = JSON.parse(text) as Omit<Kept, 'saved'> & { saved: string }
  if (JSON.stringify(kept.plan) !== JSON.stringify(plan)) return null
  return { ...kept, saved: new Uint8Array(Buffer.from(saved, 'base64')) }
}

/** Writes beside and renames, so that a kill leaves the old or the new. */
async function keep(file: string, { saved, ...rest }: Kept): Promise<void> {
  await writeFile(`${file}.new`, JSON.stringify({ ...rest, saved: Buffer.from(saved).toString('base64') }))
  await rename(`${file}.new`, file)
}

/** Seconds for which the processors have worked for this process. */
function processorSeconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}
