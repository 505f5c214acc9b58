import { KeyRound } from 'lucide-react'
import type { ReactNode } from 'react'
import * as M from '../../../game/tasks/maze/layout.ts'
import { cx } from '../../_ui/cx.ts'
import type { ScoreboardProps } from '../court.ts'
import { seatOrder } from '../seat-order.ts'
import styles from '../tiles/board-side.module.css'
import { called } from '../tiles/called.ts'
import { SeatSign } from '../tiles/seat-sign.tsx'
import { useReading } from '../use-reading.ts'

/** A bit for each seat that has the key. */
function keysIn(row: ArrayLike<number>): number {
  let keys = 0
  for (let seat = 0; seat < row[M.SEATS]!; seat++) if (row[M.HAS_KEY + seat] === 1) keys |= 1 << seat
  return keys
}

/** The seconds, and how far everybody has come: the key, and the time at the goal. */
export function MazeScoreboard({ snapshot, entry, newest }: ScoreboardProps): ReactNode {
  const { header, task, seat: mine } = entry
  const seconds = useReading(newest, (row) => Math.floor(row[M.TICK]! / M.TICKS_PER_SECOND))
  const keys = useReading(newest, keysIn) ?? 0
  const isThere = (seat: number): boolean => (snapshot.scores[seat] ?? -Infinity) > -M.MAX_TICKS / M.TICKS_PER_SECOND
  return (
    <div className={cx(styles['side'], 'pointer-events-none select-none')} aria-hidden>
      <p className={cx(styles['figure'], 'numeral text-fg')}>{seconds === null ? '' : `${seconds} s`}</p>
      <ol className={styles['list']}>
        {seatOrder(entry).map((seat) => {
          const { kind } = header.seats[seat]!
          return (
            <li key={seat} className={styles['line']}>
              <SeatSign seat={seat} kind={kind} mine={seat === mine} />
              <span className={cx('truncate', seat === mine ? 'text-fg' : 'text-muted')}>{called(entry, seat)}</span>
              <span
                className={cx(
                  'figures ml-auto flex items-center whitespace-nowrap',
                  kind === 'agent' ? 'text-agent-text' : 'text-person-text',
                )}
              >
                {isThere(seat) ? (
                  task.scoring.show(snapshot.scores[seat]!)
                ) : snapshot.left.includes(seat) ? (
                  <span className="text-faint">left</span>
                ) : ((keys >> seat) & 1) === 1 ? (
                  <KeyRound className="size-4 text-fg" />
                ) : null}
              </span>
            </li>
          )
        })}
      </ol>
    </div>
  )
}
