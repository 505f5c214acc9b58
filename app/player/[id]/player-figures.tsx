import type { ReactNode } from 'react'
import type { Task } from '../../../game/core/task.ts'
import type { StandingView } from '../../../game/protocol/http.ts'
import { count } from '../../_ui/format.ts'
import { FormStat, RatingStat, ScoreStats } from '../../_ui/standing-stats.tsx'
import { Stat } from '../../_ui/stat.tsx'

/** Where a person stands in a task: what they won first, then the rating; of a board of scores their scores. */
export function PlayerFigures({ standing, task }: { standing: StandingView; task: Task | null }): ReactNode {
  const { rating, score, form } = standing
  return (
    <div className="grid grid-cols-2 gap-8 border-y border-line py-8 sm:grid-cols-4">
      {score && !rating ? (
        <ScoreStats score={score} scoring={task?.scoring ?? null} />
      ) : (
        <>
          <Stat value={count(rating?.wins ?? 0)} label="ranked games won" />
          <Stat value={count(rating?.losses ?? 0)} label="lost" />
          <FormStat form={form} />
          <RatingStat rating={rating} missing="no rating yet" />
        </>
      )}
    </div>
  )
}
