import type { CellResult } from './learns-you-cell.ts'
import { personByName } from './people/kinds.ts'
import { firstAtShareOfRise, interquartileMean, mean, crossedBootstrap, type Interval } from './statistics.ts'

type ArmName = CellResult['arm']

export const ARMS = ['before', 'blind', 'stranger', 'studied', 'oracle'] as const satisfies readonly ArmName[]

/** Those that practise. */
const LEARNING = ARMS.filter((arm) => arm !== 'before')

/** All arms that were measured for one person with one seed. */
type Run = { person: string; seed: number } & Partial<Record<ArmName, CellResult>>

const BOOTSTRAP_SEED = 1
const POINTS = 100

const shareOf = (run: Run, arm: ArmName): number => run[arm]?.share ?? Number.NaN
const gain = (run: Run, arm: ArmName, over: ArmName): number => shareOf(run, arm) - shareOf(run, over)
/** Of what was measured. */
const known = (values: readonly number[]): number[] => values.filter((value) => !Number.isNaN(value))

const worst = (values: readonly number[]): number => (values.length === 0 ? Number.NaN : Math.min(...values))

/** Runs by person, those of each by seed. */
function groupRuns(cells: readonly CellResult[]): Run[][] {
  const people = new Map<string, Map<number, Run>>()
  for (const cell of cells) {
    const { person, seed, arm } = cell
    const runs = people.get(person) ?? new Map<number, Run>()
    people.set(person, runs.set(seed, { ...(runs.get(seed) ?? { person, seed }), [arm]: cell }))
  }
  return [...people.values()].map((runs) => [...runs.values()].toSorted((a, b) => a.seed - b.seed))
}

/** (studied − blind) ÷ (oracle − blind), of the sums over the runs that have all three. */
function shareOfOracleGain(runs: readonly Run[]): number {
  const whole = runs.filter(({ blind, studied, oracle }) => blind && studied && oracle)
  const sum = (arm: ArmName): number => whole.reduce((total, run) => total + gain(run, arm, 'blind'), 0)
  return sum('studied') / sum('oracle')
}

/** What the arms reached, pooled over people and seeds; NaN where an arm was left out. */
export function summarise(cells: readonly CellResult[]): {
  rates: Record<ArmName, Interval>
  /** In points of a hundred. */
  studiedMinusStranger: Interval
  studiedMinusBlind: Interval
  oracleMinusBlind: Interval
  shareOfOracleGain: Interval
  /** In points of a hundred, where there is nothing to learn. */
  studiedMinusBlindUnlearnable: Interval
  /** In points of a game to 21 against the middle built-in. */
  studiedMinusBlindMargin: Interval
} {
  const groups = groupRuns(cells)
  const learnable = (is: boolean): Run[][] => groups.filter(([run]) => personByName(run!.person).learnable === is)
  const pooled = (of: Run[][], figure: (run: Run) => number): Interval =>
    crossedBootstrap(of, (runs) => interquartileMean(known(runs.map(figure))), BOOTSTRAP_SEED)
  const rate = (arm: ArmName): Interval => pooled(groups, (run) => shareOf(run, arm))
  return {
    rates: Object.fromEntries(ARMS.map((arm) => [arm, rate(arm)])) as Record<ArmName, Interval>,
    studiedMinusStranger: pooled(groups, (run) => POINTS * gain(run, 'studied', 'stranger')),
    studiedMinusBlind: pooled(groups, (run) => POINTS * gain(run, 'studied', 'blind')),
    oracleMinusBlind: pooled(groups, (run) => POINTS * gain(run, 'oracle', 'blind')),
    shareOfOracleGain: crossedBootstrap(learnable(true), shareOfOracleGain, BOOTSTRAP_SEED),
    studiedMinusBlindUnlearnable: pooled(learnable(false), (run) => POINTS * gain(run, 'studied', 'blind')),
    studiedMinusBlindMargin: pooled(groups, ({ studied, blind }) =>
      studied && blind ? studied.margin - blind.margin : Number.NaN,
    ),
  }
}

/** Mean share of an arm at each time that all its cells have, from the share before at 0 s on: [seconds, share]. */
export function meanCurve(cells: readonly CellResult[], arm: ArmName): [seconds: number, share: number][] {
  const curves = groupRuns(cells)
    .flat()
    .flatMap((run) => (run.before && run[arm] ? [[[0, run.before.share] as const, ...run[arm].curve]] : []))
  const times = (curves[0] ?? []).map(([seconds]) => seconds)
  return times.flatMap((time): [number, number][] => {
    const shares = curves.map((curve) => curve.find(([seconds]) => seconds === time)?.[1] ?? Number.NaN)
    return shares.some(Number.isNaN) ? [] : [[time, mean(shares)]]
  })
}

/** The figures of the benchmark, by their published names. */
export function figuresOf(cells: readonly CellResult[]): Record<string, number> {
  const { rates, ...summary } = summarise(cells)
  const groups = groupRuns(cells)
  return {
    studied_share_of_oracle_gain: summary.shareOfOracleGain.value,
    studied_minus_blind_points: summary.studiedMinusBlind.value,
    studied_win_rate: rates.studied.value,
    blind_win_rate: rates.blind.value,
    oracle_win_rate: rates.oracle.value,
    before_win_rate: rates.before.value,
    no_harm_points: worst(known([summary.studiedMinusBlindUnlearnable.value, summary.studiedMinusBlindMargin.value])),
    seconds_to_half_of_gain: firstAtShareOfRise(meanCurve(cells, 'studied'), 0.5),
    people: groups.length,
    seeds: Math.max(0, ...groups.map((runs) => runs.length)),
  }
}

/** The whole result as text: each person, all together, and the way over time. */
export function tableOf(cells: readonly CellResult[]): string {
  const share = (value: number): string => (Number.isNaN(value) ? '–' : value.toFixed(3)).padStart(8)
  const interval = ({ value, low, high }: Interval, digits: number): string =>
    Number.isNaN(value) ? '–' : `${value.toFixed(digits)} [${low.toFixed(digits)}, ${high.toFixed(digits)}]`
  const lines = [`${'share of points'.padEnd(18)}${ARMS.map((arm) => arm.padStart(8)).join('')}   runs`]
  for (const runs of groupRuns(cells)) {
    const means = ARMS.map((arm) => mean(known(runs.map((run) => shareOf(run, arm)))))
    const name = `${runs[0]!.person}${personByName(runs[0]!.person).learnable ? '' : ' *'}`
    lines.push(`${name.padEnd(18)}${means.map(share).join('')}${String(runs.length).padStart(7)}`)
  }
  lines.push('* nothing to learn', '', 'interquartile mean over people and seeds, 95 % interval')
  const { rates, ...summary } = summarise(cells)
  for (const arm of ARMS) lines.push(`${arm.padEnd(38)}${interval(rates[arm], 3)}`)
  const rest: [string, Interval, number][] = [
    ['studied − blind, points of a hundred', summary.studiedMinusBlind, 2],
    ['studied − stranger, points of a hundred', summary.studiedMinusStranger, 2],
    ['oracle − blind, points of a hundred', summary.oracleMinusBlind, 2],
    ["studied's share of the oracle's gain", summary.shareOfOracleGain, 2],
    ['studied − blind, nothing to learn', summary.studiedMinusBlindUnlearnable, 2],
    ['studied − blind, margin to middle', summary.studiedMinusBlindMargin, 2],
  ]
  for (const [name, figure, digits] of rest) lines.push(`${name.padEnd(38)}${interval(figure, digits)}`)
  const curves = LEARNING.map((arm) => new Map(meanCurve(cells, arm)))
  const times = [...new Set(curves.flatMap((curve) => [...curve.keys()]))].toSorted((a, b) => a - b)
  lines.push('', `${'mean share, after'.padEnd(18)}${LEARNING.map((arm) => arm.padStart(8)).join('')}`)
  for (const time of times)
    lines.push(`${`${time} s`.padEnd(18)}${curves.map((curve) => share(curve.get(time) ?? Number.NaN)).join('')}`)
  return lines.join('\n')
}
