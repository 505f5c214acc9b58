import type { ReactNode } from 'react'
import type { Scoring } from '../../game/core/task.ts'
import type { TaskRegistry } from '../../game/core/task-registry.ts'
import type { LeaderboardView, RatedRow } from '../../game/protocol/http.ts'
import { RANKED_GAMES, RANKED_OPPONENTS } from '../../game/league/ranks.ts'
import { Section } from '../_ui/section.tsx'
import { RatingTable, scaleOf } from './rating-table.tsx'
import { ScoreTable } from './score-table.tsx'

const plainScoring: Scoring = { unit: 'score', ranked: 'score', show: String }

/** The lines of a page of a task's board, by what it is ranked by; `short` for a glance. tasks: null while they are not here yet. */
export function BoardTable({
  board,
  tasks,
  short = false,
}: {
  board: LeaderboardView
  tasks: TaskRegistry | null
  short?: boolean
}): ReactNode {
  const task = tasks?.find(board.task)
  const whole = board.pages === 1 && !short
  const caption = task ? `Leaderboard of ${task.name}` : 'Leaderboard'
  if (board.ranked === 'score')
    return (
      <ScoreTable
        caption={caption}
        rows={board.rows}
        scoring={task?.scoring ?? plainScoring}
        short={short}
        whole={whole}
      />
    )
  if (short) return <RatingTable caption={caption} rows={board.rows} kind="short" />
  return <Groups caption={caption} rows={board.rows} whole={whole} />
}

/** My line where it is on another page, with those around it. */
export function AroundMe({ board, tasks }: { board: LeaderboardView; tasks: TaskRegistry }): ReactNode {
  if (!board.mine) return null
  return (
    <Section title="Around you" className="mt-16">
      {board.ranked === 'rating' ? (
        <RatingTable caption="The lines around yours" rows={board.mine.rows} />
      ) : (
        <ScoreTable
          caption="Your line"
          rows={board.mine.rows}
          scoring={tasks.find(board.task)?.scoring ?? plainScoring}
        />
      )}
    </Section>
  )
}

/** The ranked, then those who are settling. */
function Groups({ caption, rows, whole }: { caption: string; rows: readonly RatedRow[]; whole: boolean }): ReactNode {
  const scale = scaleOf(rows)
  const ranked = rows.filter(({ rank }) => rank !== null)
  const settling = rows.filter(({ rank }) => rank === null)
  return (
    <>
      {ranked.length > 0 ? <RatingTable caption={caption} rows={ranked} scale={scale} whole={whole} /> : null}
      {settling.length > 0 ? (
        <Section title="Settling in" className={ranked.length > 0 ? 'mt-16' : ''}>
          <p className="mb-4 max-w-prose text-muted">
            A rank comes with {RANKED_GAMES} ranked games against {RANKED_OPPONENTS} opponents, one of them won. Until
            then the order goes by what is sure already: a few lucky games lift nobody far.
          </p>
          <RatingTable
            caption={`${caption}: settling in`}
            rows={settling}
            kind="settling"
            scale={scale}
            whole={whole}
          />
        </Section>
      ) : null}
    </>
  )
}
