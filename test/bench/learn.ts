import { execFileSync } from 'node:child_process'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Preset } from '../../game/learn/runs/preset.ts'
import { presets } from '../../game/learn/runs/presets.ts'
import { inChildren } from '../support/in-children.ts'
import type { LearnJob, LearnResult } from '../support/learn-job.ts'
import { figuresOf, reportOf, rowsOf, tableOf, withTable, type StoredResult } from '../support/learn-table.ts'

const RESULTS = new URL('results/learn/', import.meta.url)
const README = new URL('../../game/learn/README.md', import.meta.url)
const WORKER = fileURLToPath(new URL('../support/learn-worker.ts', import.meta.url))
/** What is not worth keeping. */
const FOLDER = '.data/bench/learn'

/** Whether each algorithm learns what it should: presets of game/learn/runs, each from several seeds, side by side in child processes. After each
 *  seed its result is stored in test/bench/results/learn with the commit, and one that is stored for the same plan is not measured again; a seed
 *  that was killed goes on from where it was measured last. The table in game/learn/README.md is written from all that is stored, and a report with
 *  curves to .data/bench/learn/report.html.
 *
 *  PRESET_iqm: interquartile mean over seeds of the mean of 100 matches, of the likeliest actions unless the preset says of drawn ones, at the end of the budget.
 *  PRESET_steps_to_aim, PRESET_seconds_to_aim: medians over seeds of the first of twenty measurements on the way (20 matches) at the aim; a processor's
 *  seconds at training. Null where half of the seeds never came there.
 *  Options: task, algorithm, preset (a,b; all), seeds (5), workers (2), again (measures also what is stored). */
export async function run(options: Record<string, string> = {}): Promise<Record<string, number>> {
  const { task, algorithm, again } = options
  const named = options['preset']?.split(',')
  const chosen = presets.filter(
    ({ id, plan }) =>
      (named?.includes(id) ?? true) &&
      plan.task.id === (task ?? plan.task.id) &&
      plan.algorithm.id === (algorithm ?? plan.algorithm.id),
  )
  if (chosen.length === 0) throw new RangeError(`No preset is so; there are ${presets.map(({ id }) => id).join(', ')}`)
  const seeds = Array.from({ length: Number(options['seeds'] ?? 5) }, (_, i) => i + 1)
  await mkdir(RESULTS, { recursive: true })
  const stored = await readStored()
  const jobs = chosen.flatMap((preset) =>
    seeds
      .filter((seed) => again !== undefined || !has(stored.get(preset.id), preset, seed))
      .map((seed): LearnJob => ({ preset: preset.id, seed, folder: FOLDER })),
  )
  const commit = commitNow()
  await inChildren<LearnJob, LearnResult>(WORKER, jobs, Number(options['workers'] ?? 2), async (result, { preset }) => {
    const others = (stored.get(preset) ?? []).filter(({ seed }) => seed !== result.seed)
    const results = [...others, { ...result, commit }].toSorted((a, b) => a.seed - b.seed)
    stored.set(preset, results)
    await writeFile(new URL(`${preset}.json`, RESULTS), `${JSON.stringify(results, null, 1)}\n`)
    const { seed, end } = result
    process.stderr.write(
      `${preset} seed ${seed}: ${end.score.toFixed(2)} after ${end.decisions} decisions, ${end.seconds.toFixed(1)} s\n`,
    )
  })
  const rows = rowsOf(stored)
  await writeFile(README, withTable(await readFile(README, 'utf8'), tableOf(rows)))
  await mkdir(FOLDER, { recursive: true })
  await writeFile(`${FOLDER}/report.html`, reportOf(rows))
  const wanted = new Set(chosen.map(({ id }) => id))
  return Object.assign({}, ...rows.filter(({ preset }) => wanted.has(preset.id)).map(figuresOf)) as Record<
    string,
    number
  >
}

/** What is stored of the presets as they are: results of an earlier plan are passed over. */
async function readStored(): Promise<Map<string, StoredResult[]>> {
  const stored = new Map<string, StoredResult[]>()
  for (const file of await readdir(RESULTS)) {
    const id = file.replace(/\.json$/, '')
    const preset = presets.find((each) => each.id === id)
    if (!preset) continue
    const results = JSON.parse(await readFile(new URL(file, RESULTS), 'utf8')) as StoredResult[]
    stored.set(
      id,
      results.filter((result) => isOf(result, preset)),
    )
  }
  return stored
}

const has = (results: readonly StoredResult[] | undefined, preset: Preset, seed: number): boolean =>
  results?.some((result) => result.seed === seed && isOf(result, preset)) ?? false

const isOf = ({ plan: { seed: _, ...plan } }: StoredResult, preset: Preset): boolean =>
  JSON.stringify(plan) === JSON.stringify(preset.plan)

/** The commit that runs, and whether the files differ from it. */
function commitNow(): string {
  const git = (...args: string[]): string => execFileSync('git', args, { encoding: 'utf8' }).trim()
  return git('rev-parse', '--short=9', 'HEAD') + (git('status', '--porcelain', '--', 'game') === '' ? '' : ' changed')
}
