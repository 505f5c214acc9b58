import type { ComponentType, ReactNode } from 'react'
import { cx } from '../../_ui/cx.ts'
import type { ScoreboardProps } from '../court.ts'

/** The score in a corner of the court, on its ground. words: what it counts. */
export const soloScoreboard = (words: string): ComponentType<ScoreboardProps> =>
  function SoloScoreboard({ snapshot, entry }: ScoreboardProps): ReactNode {
    const agent = entry.header.seats[0]?.kind === 'agent'
    const { revision } = snapshot.policies[0] ?? {}
    return (
      <div className="pointer-events-none absolute top-[4%] left-[4%] select-none" aria-hidden>
        <p
          className={cx(
            'numeral text-[clamp(2.25rem,min(14cqh,11cqw),6rem)] leading-none opacity-45 forced-colors:opacity-70',
            agent ? 'text-agent-text' : 'text-person-text',
          )}
        >
          {entry.task.scoring.show(snapshot.scores[0] ?? 0)}
        </p>
        {/* In the small court of who plays beside it is said of both. */}
        <p className="mt-1 text-xs text-faint sm:text-sm [@container_(max-width:19.5rem)_or_(max-height:12rem)]:hidden">
          {words}
          {revision === undefined ? null : ` · revision ${revision}`}
        </p>
      </div>
    )
  }
