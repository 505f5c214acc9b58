import type { ReactNode } from 'react'
import * as F from '../../../game/tasks/forage/layout.ts'
import { cx } from '../../_ui/cx.ts'
import { clock } from '../../_ui/format.ts'
import type { ScoreboardProps } from '../court.ts'
import styles from '../tiles/board-side.module.css'
import { called } from '../tiles/called.ts'
import { SeatSign } from '../tiles/seat-sign.tsx'
import { useReading } from '../use-reading.ts'

/** The time that is left, and who has how much, the most first: a list beside the meadow, or four and four above it. */
export function ForageScoreboard({ snapshot, entry, newest }: ScoreboardProps): ReactNode {
  const left = useReading(newest, (row) => Math.ceil((row[F.LENGTH]! - row[F.TICK]!) / F.TICKS_PER_SECOND))
  const { scores } = snapshot
  const { seats } = entry.header
  const order = seats.map((_, seat) => seat).sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0))
  return (
    <div className={cx(styles['side'], 'pointer-events-none select-none')} aria-hidden>
      <p className={cx(styles['figure'], 'numeral text-fg', left !== null && left <= 10 && 'text-danger')}>
        {left === null ? '' : clock(left)}
      </p>
      <ol className={styles['list']}>
        {order.map((seat) => {
          const { kind } = seats[seat]!
          const gone = snapshot.left.includes(seat)
          return (
            <li key={seat} className={cx(styles['line'], gone && 'opacity-45')}>
              <SeatSign seat={seat} kind={kind} mine={seat === entry.seat} />
              <span className={cx('truncate', seat === entry.seat ? 'text-fg' : 'text-muted', gone && 'line-through')}>
                {called(entry, seat)}
              </span>
              <span className={cx('figures ml-auto', kind === 'agent' ? 'text-agent-text' : 'text-person-text')}>
                {scores[seat] ?? 0}
              </span>
            </li>
          )
        })}
      </ol>
    </div>
  )
}
