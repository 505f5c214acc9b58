import type { ReactNode } from 'react'
import type { Task } from '../../../game/core/task.ts'
import type { AgentView } from '../../../game/protocol/http.ts'
import { reactionDelay } from '../../_lobby/reaction-delay.ts'
import { Explain } from '../../_ui/explain.tsx'
import { count, percent } from '../../_ui/format.ts'
import { Rating } from '../../_ui/rating.tsx'
import { Skeleton } from '../../_ui/skeleton.tsx'
import { Stat } from '../../_ui/stat.tsx'

/** An agent in figures: where it stands on its task's board, and how fast it reacts. task: null while it is not here yet. */
export function AgentFigures({ agent, task }: { agent: AgentView['agent']; task: Task | null }): ReactNode {
  return (
    <div className="grid grid-cols-2 gap-x-8 gap-y-8 border-y border-line py-8 sm:grid-cols-4">
      {agent.kind === 'partner' ? null : task?.scoring.ranked === 'score' ? (
        <ScoreFigures score={agent.score} task={task} />
      ) : (
        <RatingFigures rating={agent.rating} />
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

function RatingFigures({ rating }: Pick<AgentView['agent'], 'rating'>): ReactNode {
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
          <span className="numeral text-4xl">–</span>
        )}
        <p className="mt-1 text-sm text-muted">{rating ? 'rating' : 'not rated yet'}</p>
      </div>
      <Stat value={count(rating?.games ?? 0)} label="rated games" />
      <Stat value={rating && rating.games > 0 ? percent(rating.wins / rating.games) : null} label="of them won" />
    </>
  )
}

function ScoreFigures({ score, task }: { score: AgentView['agent']['score']; task: Task }): ReactNode {
  const { show, unit } = task.scoring
  return (
    <>
      <Stat value={score && show(score.best)} label={`best ${unit}`} />
      <Stat value={score && show(Math.round(10 * score.mean) / 10)} label="mean" />
      <Stat value={count(score?.games ?? 0)} label="games that count" />
    </>
  )
}
