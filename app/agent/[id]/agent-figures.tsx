import type { ReactNode } from 'react'
import type { Task } from '../../../game/core/task.ts'
import type { AgentView } from '../../../game/protocol/http.ts'
import { reactionDelay } from '../../_lobby/reaction-delay.ts'
import { Explain } from '../../_ui/explain.tsx'
import { count, percent } from '../../_ui/format.ts'
import { Skeleton } from '../../_ui/skeleton.tsx'
import { RatingStat, ScoreStats } from '../../_ui/standing-stats.tsx'
import { Stat } from '../../_ui/stat.tsx'

const meanShare = (curve: AgentView['curve']): number => curve.reduce((sum, { share }) => sum + share, 0) / curve.length

/** An agent in figures: where it stands on its task's board, and how fast it reacts. task: null while it is not here yet. */
export function AgentFigures({ view, task }: { view: AgentView; task: Task | null }): ReactNode {
  const { agent, curve } = view
  const { rating } = agent
  return (
    <div className="grid grid-cols-2 gap-x-8 gap-y-8 border-y border-line py-8 sm:grid-cols-4">
      {agent.kind === 'partner' ? (
        <>
          <Stat value={count(curve.length)} label={curve.length === 1 ? 'match to watch' : 'matches to watch'} />
          <Stat
            value={curve.length > 0 ? percent(meanShare(curve.slice(-5))) : null}
            label="of the points, last five"
          />
        </>
      ) : task?.scoring.ranked === 'score' ? (
        <ScoreStats score={agent.score} scoring={task.scoring} />
      ) : (
        <>
          <RatingStat rating={rating} missing="not rated yet" />
          <Stat value={count(rating?.games ?? 0)} label="rated games" />
          <Stat value={rating && rating.games > 0 ? percent(rating.wins / rating.games) : null} label="of them won" />
        </>
      )}
      <div>
        <p className="numeral text-4xl">
          {task ? reactionDelay(task, agent.reactionTicks) : <Skeleton className="h-[0.8em] w-[3em]" />}
        </p>
        <p className="mt-1 text-sm text-muted">
          reaction delay{' '}
          <Explain
            label="What is that? The reaction delay"
            mark={<span className="underline decoration-dotted underline-offset-4">what is that?</span>}
          >
            It sees the court as it was {task ? reactionDelay(task, agent.reactionTicks) : 'a moment'} ago. A person
            needs about 200 ms to react; without a delay a network would answer at once, and nobody would have a chance.
            In ranked play it is fixed; in sparring you choose it.
          </Explain>
        </p>
      </div>
    </div>
  )
}
