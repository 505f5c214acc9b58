import type { Preset } from '../../game/learn/runs/preset.ts'
import { presets } from '../../game/learn/runs/presets.ts'
import { curvePicture } from './curve-picture.ts'
import type { LearnResult } from './learn-job.ts'
import { crossedBootstrap, interquartileMean, type Interval } from './statistics.ts'

/** What is stored of a preset: the result of each seed, with the commit that it ran on. */
export interface StoredResult extends LearnResult {
  commit: string
}

/** The figures of a preset over its seeds. */
export interface Row {
  preset: Preset
  results: readonly StoredResult[]
  /** Interquartile mean of the scores at the end, with its 95 % interval by a bootstrap over seeds. */
  score: Interval
  /** Medians over seeds of when the aim was first reached on the way; NaN where half of them never did. */
  decisions: number
  seconds: number
}

/** results: of one seed at least. */
export function rowOf(preset: Preset, results: readonly StoredResult[]): Row {
  const iqm = (runs: readonly LearnResult[]): number => interquartileMean(runs.map(({ end }) => end.score))
  const firsts = results.map(({ curve, end }) => [...curve, end].find(({ score }) => score >= preset.aim))
  return {
    preset,
    results,
    score: crossedBootstrap([results], iqm, 1),
    decisions: medianOf(firsts.map((point) => point?.decisions ?? Infinity)),
    seconds: medianOf(firsts.map((point) => point?.seconds ?? Infinity)),
  }
}

/** Keys: PRESET_iqm, PRESET_steps_to_aim, PRESET_seconds_to_aim. */
export const figuresOf = ({ preset, score, decisions, seconds }: Row): Record<string, number> => ({
  [`${preset.id}_iqm`]: score.value,
  [`${preset.id}_steps_to_aim`]: decisions,
  [`${preset.id}_seconds_to_aim`]: seconds,
})

const HEAD = [
  'task',
  'algorithm',
  'against',
  'decisions',
  'seeds',
  'score',
  '95 %',
  'aim',
  'decisions to it',
  'seconds to it',
  'published',
  'commit',
]

/** A table in Markdown, a line for each row. */
export function tableOf(rows: readonly Row[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [line(HEAD), line(HEAD.map(() => '---')), ...rows.map((row) => line(cellsOf(row)))].join('\n')
}

function cellsOf({ preset, results, score, decisions, seconds }: Row): string[] {
  const { plan, aim, measure, judged, published } = preset
  const shown = (value: number): string =>
    measure === 'won' ? `${(100 * value).toFixed(0)} %` : withSign(value.toFixed(Math.abs(aim) < 10 ? 2 : 1))
  const { id, version } = plan.task
  return [
    `${id} v${version}`,
    plan.algorithm.id,
    plan.opponent ?? 'alone',
    plan.budget.toLocaleString('en'),
    String(results.length),
    `${shown(score.value)}${judged === 'drawn' ? ', drawn' : ''}`,
    `${shown(score.low)} … ${shown(score.high)}`,
    `${shown(aim)}${score.value >= aim ? '' : ' (missed)'}`,
    Number.isFinite(decisions) ? decisions.toLocaleString('en') : 'never',
    Number.isFinite(seconds) ? seconds.toFixed(1) : 'never',
    published,
    [...new Set(results.map(({ commit }) => commit))].join(', '),
  ]
}

/** A page with the table's figures and a picture of the curves of each row. */
export function reportOf(rows: readonly Row[]): string {
  const parts = rows.map((row) => {
    const { preset, results } = row
    const curves = results.map(({ seed, curve }) => ({
      name: `seed ${seed}`,
      points: curve.map(({ decisions, score }) => [decisions, score] as const),
    }))
    const title = `${preset.plan.task.id}, ${preset.plan.algorithm.id}`
    const facts = HEAD.map((name, i) => `<dt>${name}</dt><dd>${cellsOf(row)[i]}</dd>`).join('')
    return `<section><h2>${preset.id}</h2>${curvePicture(title, 'decisions', 'score', curves, preset.aim)}<dl>${facts}</dl></section>`
  })
  return `<!doctype html><meta charset="utf-8"><title>Learning</title><style>${STYLE}</style><h1>Learning</h1>${parts.join('\n')}\n`
}

const STYLE = `body{font:15px/1.5 system-ui,sans-serif;margin:2rem;color:#222;background:#fff}
section{display:inline-block;vertical-align:top;width:min(46rem,100%);margin:0 2rem 2rem 0}
svg{width:100%}dl{display:grid;grid-template-columns:max-content 1fr;gap:0 1rem}dt{color:#666}dd{margin:0}`

const MARKS = { from: '<!-- table: written by npm run bench -- learn -->', to: '<!-- /table -->' }

/** The text of a README with this table between its marks. Throws where it has none. */
export function withTable(readme: string, table: string): string {
  const [from, to] = [readme.indexOf(MARKS.from), readme.indexOf(MARKS.to)]
  if (from < 0 || to < from) throw new Error('The README has no marks for the table')
  return `${readme.slice(0, from)}${MARKS.from}\n\n${table}\n\n${readme.slice(to)}`
}

/** Rows of all presets of which there are results, in their order. */
export const rowsOf = (stored: ReadonlyMap<string, readonly StoredResult[]>): Row[] =>
  presets.flatMap((preset) => {
    const results = stored.get(preset.id) ?? []
    return results.length > 0 ? [rowOf(preset, results)] : []
  })

const withSign = (text: string): string => text.replace('-', '−')

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  const median = sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
  return Number.isFinite(median) ? median : Number.NaN
}
