import type { ReactNode } from 'react'
import type { Task } from '../../game/core/task.ts'
import type { StandingView } from '../../game/protocol/http.ts'
import { count, plural } from '../_ui/format.ts'
import { FormStat, RatingStat, ScoreStats } from '../_ui/standing-stats.tsx'
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
  const rating = standing?.rating ?? null
  return (
    <div className="grid grid-cols-2 gap-8 border-y border-line py-8 sm:grid-cols-4">
      {standing?.score || task?.scoring.ranked === 'score' ? (
        <ScoreStats score={standing?.score ?? null} scoring={task?.scoring ?? null} />
      ) : (
        <>
          <RatingStat rating={rating} missing="rating: play ranked to get one" />
          <Stat value={count(rating?.wins ?? 0)} label={`won of ${plural(rating?.games ?? 0, 'rated game')}`} />
          <FormStat form={standing?.form ?? []} />
        </>
      )}
      <Stat value={count(sparring)} label={task?.seats.max === 1 ? 'games watched' : 'sparring matches'} />
    </div>
  )
}
