import type { ReactNode } from 'react'
import type { Task } from '../../game/core/task.ts'
import type { StandingView } from '../../game/protocol/http.ts'
import { count } from '../_ui/format.ts'
import { Rating } from '../_ui/rating.tsx'
import { Stat } from '../_ui/stat.tsx'

/** Where I stand in a task, in figures: by rating or by score, as its board goes. task: null while it is not here yet. */
export function StandingFigures({
  standing,
  task,
  sparring,
}: {
  standing: StandingView | null
  task: Task | null
  /** Sparring matches played in it. */
  sparring: number
}): ReactNode {
  return (
    <div className="grid grid-cols-2 gap-8 border-y border-line py-8 sm:grid-cols-4">
      {standing?.score ? (
        <ScoreFigures score={standing.score} task={task} />
      ) : (
        <RatingFigures rating={standing?.rating ?? null} />
      )}
      <Stat value={count(sparring)} label="sparring matches" />
    </div>
  )
}

function RatingFigures({ rating }: Pick<StandingView, 'rating'>): ReactNode {
  return (
    <>
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
        <p className="mt-1 text-sm text-muted">{rating ? 'rating' : 'rating: play ranked to get one'}</p>
      </div>
      <Stat value={count(rating?.games ?? 0)} label="rated games" />
      <Stat value={count(rating?.wins ?? 0)} label="of them won" />
    </>
  )
}

function ScoreFigures({ score, task }: { score: NonNullable<StandingView['score']>; task: Task | null }): ReactNode {
  const show = task?.scoring.show ?? String
  return (
    <>
      <Stat value={show(score.best)} label={`best${task ? ` ${task.scoring.unit}` : ''}`} />
      <Stat value={show(Math.round(10 * score.mean) / 10)} label="mean" />
      <Stat value={count(score.games)} label="games that count" />
    </>
  )
}
