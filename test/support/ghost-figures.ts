import { missDifference, missRates } from './ball-tally.ts'
import type { Meeting } from './ghost-run.ts'
import { mean } from './statistics.ts'

/** Who is held against the person: the person once more, by other chance; the ghost, a clone and a ghost that knows nobody. */
export const LIKENESSES = ['again', 'ghost', 'clone', 'stranger'] as const
export type Likeness = (typeof LIKENESSES)[number]

/** What each rival met, in the rivals' order. */
type Meetings = readonly Meeting[]

export interface GhostResult {
  person: string
  /** The rivals' names; the first is who they played while the ghost watched. */
  rivals: readonly string[]
  met: Readonly<Record<'person' | Likeness, Meetings>>
  /** The first rival against the ghost as it was after so many seconds of play, and against the person as they were then; the end included. */
  stops: readonly { seconds: number; person: Meeting; ghost: Meeting }[]
}

const POINTS = 100
const apart = (one: Meeting, other: Meeting): number => POINTS * Math.abs(one.share - other.share)

/** Over all rivals, in points of a hundred. */
const shareDifference = ({ met }: GhostResult, likeness: Likeness): number =>
  mean(met.person.map((meeting, i) => apart(meeting, met[likeness][i]!)))

/** Against the first rival. */
const missError = ({ met }: GhostResult, likeness: Likeness): number =>
  missDifference(met.person[0]!.balls, met[likeness][0]!.balls)

/** The figures of the benchmark, by their published names: means over people. */
export function ghostFigures(results: readonly GhostResult[]): Record<string, number> {
  const over = (figure: (result: GhostResult) => number): number => mean(results.map(figure))
  const figures: Record<string, number> = { share_difference_points: over((each) => shareDifference(each, 'ghost')) }
  for (const likeness of LIKENESSES)
    if (likeness !== 'ghost')
      figures[`share_difference_points_${likeness}`] = over((each) => shareDifference(each, likeness))
  for (const likeness of LIKENESSES) figures[`miss_error_${likeness}`] = over((each) => missError(each, likeness))
  for (const [i, { seconds }] of results[0]!.stops.entries()) {
    figures[`share_difference_points_${seconds}s`] = over(({ stops }) => apart(stops[i]!.person, stops[i]!.ghost))
    figures[`miss_error_ghost_${seconds}s`] = over(({ stops }) =>
      missDifference(stops[i]!.person.balls, stops[i]!.ghost.balls),
    )
  }
  return { ...figures, people: results.length }
}

/** Each person and the mean of them, as text. */
export function ghostTable(results: readonly GhostResult[]): string {
  const { rivals, stops } = results[0]!
  const cells = (values: readonly (number | string)[]): string =>
    values.map((value) => (typeof value === 'number' ? value.toFixed(3) : value).padStart(10)).join('')
  const table = (title: string, heads: readonly string[], values: (result: GhostResult) => number[]): string[] => {
    const rows = results.map(values)
    const means = heads.map((_, column) => mean(rows.map((row) => row[column]!)))
    return [
      title,
      `${''.padEnd(14)}${cells(heads)}`,
      ...results.map(({ person }, i) => `${person.padEnd(14)}${cells(rows[i]!)}`),
      `${'mean'.padEnd(14)}${cells(means)}`,
      '',
    ]
  }
  const everybody = ['person', ...LIKENESSES] as const
  return [
    ...rivals.flatMap((rival, i) =>
      table(`share of points that ${rival} wins against`, everybody, ({ met }) =>
        everybody.map((who) => met[who][i]!.share),
      ),
    ),
    ...table('difference from the rates at which the person misses, ten kinds of balls', LIKENESSES, (result) =>
      LIKENESSES.map((likeness) => missError(result, likeness)),
    ),
    ...table(
      'the same of the ghost, and how far off its share is, after',
      stops.flatMap(({ seconds }) => [`miss ${seconds}`, `share ${seconds}`]),
      (result) =>
        result.stops.flatMap(({ person, ghost }) => [
          missDifference(person.balls, ghost.balls),
          Math.abs(person.share - ghost.share),
        ]),
    ),
    'balls missed of a hundred of Minute, from the lowest band to the highest: slow / fast',
    ...results.flatMap(({ person, met }) =>
      (['person', 'ghost'] as const).map((who) => {
        const rates = Array.from(missRates(met[who][0]!.balls), (rate) => (POINTS * rate).toFixed(0).padStart(3))
        const bands = Array.from({ length: rates.length / 2 }, (_, i) => `${rates[2 * i]!} / ${rates[2 * i + 1]!}`)
        return `${person.padEnd(14)}${cells([who])}${bands.map((band) => band.padStart(12)).join('')}`
      }),
    ),
    '',
  ].join('\n')
}
