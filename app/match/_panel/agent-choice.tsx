import type { ReactNode } from 'react'
import type { MatchEntry } from '../../_net/match-snapshot.ts'
import { seatLetter } from '../../_stage/seat-letter.ts'
import { Segmented } from '../../_ui/segmented.tsx'
import { nameOf } from '../name-of.ts'

/** The seats of the agents of a match: first my partner's, of whom there is most to tell. */
export function agentSeats({ header, learning }: Pick<MatchEntry, 'header' | 'learning'>): number[] {
  const seats = header.seats.flatMap(({ kind }, seat) => (kind === 'agent' ? [seat] : []))
  return seats.sort((a, b) => Number(b === learning?.seat) - Number(a === learning?.seat))
}

/** Which agent of several is told of: among many by its letter on the board. */
export function AgentChoice({
  entry,
  seat,
  onChange,
}: {
  entry: MatchEntry
  seat: number
  onChange: (seat: number) => void
}): ReactNode {
  const many = entry.header.seats.length > 2
  return (
    <Segmented
      label="Which agent is told of"
      hideLabel
      value={seat}
      onChange={onChange}
      options={agentSeats(entry)
        .toSorted((a, b) => a - b)
        .map((value) => {
          const name = nameOf(entry, value)
          return {
            value,
            hint: name,
            label: many ? (
              <>
                <span aria-hidden>{seatLetter(value)}</span>
                <span className="sr-only">{name}</span>
              </>
            ) : (
              <span className="max-w-28 truncate">{name}</span>
            ),
          }
        })}
    />
  )
}
