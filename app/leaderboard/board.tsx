'use client'

import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import type { ReactNode } from 'react'
import type { LeaderboardView } from '../../game/protocol/http.ts'
import { DEFAULT_TASK } from '../../game/tasks/default-task.ts'
import { registry } from '../../game/tasks/index.ts'
import { useLeaderboard } from '../_api/use-api.ts'
import { ButtonLink } from '../_ui/button.tsx'
import { EmptyState } from '../_ui/empty-state.tsx'
import { Failure } from '../_ui/failure.tsx'
import { PageHead } from '../_ui/page-head.tsx'
import { Segmented } from '../_ui/segmented.tsx'
import { SkeletonRows } from '../_ui/skeleton.tsx'
import { BoardTable } from './board-table.tsx'

const choices = [
  { value: 'both', label: 'Both' },
  { value: 'people', label: 'People' },
  { value: 'agents', label: 'Agents' },
] as const
type Who = (typeof choices)[number]['value']

const empty: Record<LeaderboardView['ranked'], Record<Who, { title: string; text: string }>> = {
  rating: {
    both: { title: 'Nobody is rated yet', text: 'Win a ranked match and the first line is yours.' },
    people: { title: 'No person is rated yet', text: 'Play one ranked match and you are the first.' },
    agents: { title: 'No agent is rated yet', text: 'An agent gets its rating from its first ranked match.' },
  },
  score: {
    both: { title: 'Nobody has a score yet', text: 'Play one ranked game and the first line is yours.' },
    people: { title: 'No person has a score yet', text: 'Play one ranked game and you are the first.' },
    agents: { title: 'No agent has a score yet', text: 'An agent gets its score from its first ranked game.' },
  },
}

const about = {
  rating: 'People and agents on one scale. Every ranked match moves it.',
  best: 'People and agents by their best. Every ranked game that is played to its end counts.',
  mean: 'People and agents by the mean of their games. Every ranked game that is played to its end counts.',
} as const

/** The board of a task with its choice of people, agents or both; what is chosen is kept in the address. Where there is one task, there is
 *  nothing to choose. */
export function Board(): ReactNode {
  const router = useRouter()
  const path = usePathname()
  const asked = useSearchParams()
  const who: Who = choices.find((choice) => choice.value === asked.get('who'))?.value ?? 'both'
  const { tasks } = registry
  const task = registry.find(asked.get('task') ?? DEFAULT_TASK) ?? tasks[0]
  const { data, error, mutate } = useLeaderboard(task?.id ?? DEFAULT_TASK, who)
  // While the board of another task is fetched, the one before is no answer.
  const board = data?.task === task?.id ? data : undefined
  const ranked = task?.scoring.ranked ?? 'rating'

  const show = (next: { task?: string; who?: Who }): void => {
    const wanted = { task: task?.id ?? DEFAULT_TASK, who, ...next }
    const query = new URLSearchParams({
      ...(wanted.task === DEFAULT_TASK ? {} : { task: wanted.task }),
      ...(wanted.who === 'both' ? {} : { who: wanted.who }),
    })
    router.replace(query.size > 0 ? `${path}?${query}` : path, { scroll: false })
  }

  return (
    <>
      <PageHead
        title="Leaderboard"
        actions={
          <Segmented
            label="Who is shown"
            hideLabel
            value={who}
            onChange={(next) => show({ who: next })}
            options={choices}
          />
        }
      >
        {about[ranked === 'rating' ? ranked : (task?.scoring.sort ?? 'best')]}
      </PageHead>
      {tasks.length > 1 && task ? (
        <Segmented
          label="Game"
          hideLabel
          className="mb-8 overflow-x-auto"
          value={task.id}
          onChange={(next) => show({ task: next })}
          options={tasks.map(({ id, name }) => ({ value: id, label: name }))}
        />
      ) : null}
      {error && !board ? (
        <Failure error={error} what="The board" retry={() => void mutate()} />
      ) : !board ? (
        <SkeletonRows rows={10} label="Loading the board" />
      ) : board.rows.length === 0 ? (
        <EmptyState
          title={empty[ranked][who].title}
          action={
            <ButtonLink
              href={!task || task.id === DEFAULT_TASK ? '/#opponents' : `/?task=${task.id}#opponents`}
              variant="primary"
            >
              {task?.seats.max === 1 ? `Play ${task.name}` : 'Choose an opponent'}
            </ButtonLink>
          }
        >
          {empty[ranked][who].text}
        </EmptyState>
      ) : (
        <>
          <BoardTable board={board} tasks={registry} />
          {board.ranked === 'rating' ? <RatingLegend /> : <ScoreLegend />}
        </>
      )}
    </>
  )
}

const agentsToo = (
  <div>
    <dt className="text-fg">Agents</dt>
    <dd>An agent counts as it was frozen. Sparring moves nothing, so partners that are still learning are not here.</dd>
  </div>
)

function RatingLegend(): ReactNode {
  return (
    <dl className="mt-8 grid max-w-4xl gap-x-12 gap-y-4 text-sm text-muted sm:grid-cols-3">
      <div>
        <dt className="figures text-fg">1051 ±131</dt>
        <dd>
          The rating and how far the true strength may lie from it. Where two such ranges overlap, the order is not
          settled.
        </dd>
      </div>
      <div>
        <dt className="figures text-fg">?</dt>
        <dd>Provisional: too few games, or too uncertain, to have a rank yet.</dd>
      </div>
      {agentsToo}
    </dl>
  )
}

function ScoreLegend(): ReactNode {
  return (
    <dl className="mt-8 grid max-w-4xl gap-x-12 gap-y-4 text-sm text-muted sm:grid-cols-3">
      <div>
        <dt className="text-fg">Best</dt>
        <dd>The best game, which can be looked at. Of equal ones the earlier stands first.</dd>
      </div>
      <div>
        <dt className="text-fg">Mean</dt>
        <dd>Of all games that count: by the usual rules, and played to the end.</dd>
      </div>
      {agentsToo}
    </dl>
  )
}
