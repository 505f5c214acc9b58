import type { ReactNode } from 'react'
import { cx } from '../../_ui/cx.ts'
import { seatLetter } from '../seat-letter.ts'

/** A seat as it looks on the board: a disc for a person, a square for an agent, its letter in it, and a ring around mine. */
export function SeatSign({ seat, kind, mine }: { seat: number; kind: 'human' | 'agent'; mine: boolean }): ReactNode {
  return (
    <span
      className={cx(
        'grid size-[1.15rem] shrink-0 place-items-center text-[0.7rem] leading-none font-[680] text-court forced-colors:border',
        kind === 'human' ? 'rounded-full bg-person' : 'rounded-sm bg-agent',
        mine && 'ring-[1.5px] ring-ball ring-offset-1 ring-offset-court',
      )}
    >
      {seatLetter(seat)}
    </span>
  )
}
