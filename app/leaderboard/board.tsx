'use client'

import { UserRound } from 'lucide-react'
import { useSearchParams } from 'next/navigation'
import { useEffect, useState, type ReactNode } from 'react'
import type { Task } from '../../game/core/task.ts'
import type { LeaderboardView } from '../../game/protocol/http.ts'
import { DEFAULT_TASK } from '../../game/tasks/default-task.ts'
import { playPath } from '../_games/play-path.ts'
import { registry } from '../../game/tasks/index.ts'
import { useLeaderboard } from '../_api/use-api.ts'
import { ButtonLink } from '../_ui/button.tsx'
import { cx } from '../_ui/cx.ts'
import { EmptyState } from '../_ui/empty-state.tsx'
import { Failure } from '../_ui/failure.tsx'
import { PageHead } from '../_ui/page-head.tsx'
import { Pager } from '../_ui/pager.tsx'
import { Segmented } from '../_ui/segmented.tsx'
import { SkeletonRows } from '../_ui/skeleton.tsx'
import { boardAddress, type BoardChoice, chosenBoard } from './board-address.ts'
import { BoardLegend } from './board-legend.tsx'
import { AroundMe, BoardTable } from './board-table.tsx'
import { aboutBoard, emptyWords } from './board-words.ts'

const kinds = [
  { value: 'both', label: 'Both' },
  { value: 'people', label: 'People' },
  { value: 'agents', label: 'Agents' },
] as const

const ranges = [
  { value: 'all', label: 'All time' },
  { value: 'month', label: 'Month' },
  { value: 'week', label: 'Week' },
] as const

/** The board of a task with its choice of people, agents or both, and of who has played lately; what is chosen is kept in the address.
 *  Where there is one task, there is nothing to choose. */
export function Board(): ReactNode {
  const choice = chosenBoard(useSearchParams())
  const { tasks } = registry
  const task = registry.find(choice.task) ?? undefined
  const { data, error, mutate } = useLeaderboard(choice)
  // The lines of what was chosen before stay, paler and with their own words and addresses, until those of what is chosen now are here.
  const [last, setLast] = useState(data && { board: data, choice })
  if (data && data !== last?.board) setLast({ board: data, choice })
  // While the board of another task is fetched, the one before is no answer.
  const before = error || last?.board.task !== task?.id ? undefined : last
  const shown = data ? { board: data, choice } : before
  const board = shown?.board
  const ranked = task?.scoring.ranked ?? 'rating'
  useJumpToMe(board)

  // The router would ask the server for the page first. Next knows of what is written into the history.
  const show = (next: Partial<BoardChoice>): void =>
    history.replaceState(null, '', boardAddress({ ...choice, page: 1, ...next }))

  return (
    <>
      <PageHead
        title="Leaderboard"
        actions={
          <>
            <Segmented
              label="Since when"
              hideLabel
              value={choice.range}
              onChange={(range) => show({ range })}
              options={ranges}
            />
            <Segmented
              label="Who is shown"
              hideLabel
              value={choice.who}
              onChange={(who) => show({ who })}
              options={kinds}
            />
          </>
        }
      >
        {aboutBoard(ranked, task?.scoring.sort ?? 'best', choice.range)}
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
      {error && !shown ? (
        <Failure error={error} what="The leaderboard" retry={() => void mutate()} />
      ) : !shown ? (
        <SkeletonRows rows={10} label="Loading the board" />
      ) : (
        <div aria-busy={!data} className={cx('transition-opacity', !data && 'opacity-50 delay-200')}>
          {shown.board.rows.length === 0 ? (
            <Empty choice={shown.choice} task={task} ranked={ranked} />
          ) : (
            <Lines {...shown} />
          )}
        </div>
      )}
    </>
  )
}

/** Comes to my line once it is here, where the address asks for it. */
function useJumpToMe(board: LeaderboardView | undefined): void {
  const here = board?.rows.some((row) => row.me) ?? false
  useEffect(() => {
    if (here && location.hash === '#me') document.querySelector('#me')?.scrollIntoView({ block: 'center' })
  }, [here])
}

function Empty({
  choice,
  task,
  ranked,
}: {
  choice: BoardChoice
  task: Task | undefined
  ranked: LeaderboardView['ranked']
}): ReactNode {
  const { title, text } = emptyWords(ranked, choice)
  return (
    <EmptyState
      title={title}
      action={
        <ButtonLink href={`${playPath(task?.id ?? DEFAULT_TASK)}#opponents`} variant="primary">
          {task?.seats.max === 1 ? `Play ${task.name}` : 'Choose an opponent'}
        </ButtonLink>
      }
    >
      {text}
    </EmptyState>
  )
}

function Lines({ board, choice }: { board: LeaderboardView; choice: BoardChoice }): ReactNode {
  const mine = board.rows.some((row) => row.me) ? board.page : board.mine?.page
  return (
    <>
      {mine !== undefined && board.rows.length + (board.mine ? 1 : 0) > 10 ? (
        <ButtonLink
          href={`${boardAddress({ ...choice, page: mine })}#me`}
          size="sm"
          className="mb-4"
          icon={<UserRound aria-hidden />}
        >
          Find me
        </ButtonLink>
      ) : null}
      {/* What one board was sorted by is nothing to another. */}
      <BoardTable key={boardAddress(choice)} board={board} tasks={registry} />
      <Pager
        label="Pages of the board"
        page={board.page}
        pages={board.pages}
        href={(page) => boardAddress({ ...choice, page })}
        onPage={(page) => {
          history.pushState(null, '', boardAddress({ ...choice, page }))
          scrollTo({ top: 0, behavior: 'instant' })
        }}
      />
      <AroundMe board={board} tasks={registry} />
      <BoardLegend ranked={board.ranked} />
    </>
  )
}
