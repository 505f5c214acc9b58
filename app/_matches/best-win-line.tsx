import { Trophy } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Task } from '../../game/core/task.ts'
import type { BestWin } from '../../game/protocol/http.ts'
import { Link } from '../_ui/link.tsx'
import { PlayerName } from '../_ui/player-name.tsx'
import { pageOf } from './page-of.ts'

/** The best win of somebody in a line, with the way to its match. */
export function BestWinLine({ win, task }: { win: BestWin; task: Task | null }): ReactNode {
  const show = task?.scoring.show ?? String
  const { against, rating, mine, theirs } = win
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line py-4">
      <Trophy aria-hidden className="size-4 shrink-0 text-muted" />
      <span className="text-muted">Best win</span>
      <span className="figures font-[560]">{[mine, theirs].map((score) => show(score)).join(' – ')}</span>
      <span className="text-muted">against</span>
      <PlayerName kind={against.kind} name={against.name} {...pageOf(against)} />
      {rating === null ? null : <span className="figures text-muted">{rating}</span>}
      <Link
        href={`/match/${win.match}`}
        className="hit underline decoration-line-strong underline-offset-4 hover:decoration-fg"
      >
        See the match
      </Link>
    </p>
  )
}
