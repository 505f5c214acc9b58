import type { ReactNode } from 'react'
import type { Scoring } from '../../game/core/task.ts'
import type { Outcome, RatingView, ScoreView } from '../../game/protocol/http.ts'
import { FormMarks } from './form-marks.tsx'
import { count } from './format.ts'
import { Rating } from './rating.tsx'
import { Stat } from './stat.tsx'

/** A rating as the first of some figures. missing: what stands below where there is none. */
export function RatingStat({ rating, missing }: { rating: RatingView | null; missing: string }): ReactNode {
  return (
    <div>
      {rating ? (
        <Rating
          value={rating.rating}
          uncertainty={rating.uncertainty}
          provisional={rating.provisional}
          games={rating.games}
          size="lg"
        />
      ) : (
        <p className="numeral text-4xl">–</p>
      )}
      <p className="mt-1 text-sm text-muted">{rating ? 'rating' : missing}</p>
    </div>
  )
}

/** Where somebody stands on a board of scores: best, mean and games. scoring: null while the task is not here yet. */
export function ScoreStats({
  score,
  scoring,
}: {
  score: Pick<ScoreView, 'best' | 'mean' | 'games'> | null
  scoring: Scoring | null
}): ReactNode {
  const show = scoring?.show ?? String
  return (
    <>
      <Stat value={score && show(score.best)} label={scoring ? `best ${scoring.unit}` : 'best'} />
      <Stat value={score && show(Math.round(10 * score.mean) / 10)} label="mean" />
      <Stat value={count(score?.games ?? 0)} label="games that count" />
    </>
  )
}

/** How the last rated matches went. */
export function FormStat({ form }: { form: readonly Outcome[] }): ReactNode {
  return (
    <div>
      <div className="flex h-10 items-center">
        <FormMarks form={form} />
      </div>
      <p className="mt-1 text-sm text-muted">last five, the newest at the right</p>
    </div>
  )
}
