import type { SeatRange } from '../../game/core/task.ts'

/** "alone", "2 play", "2 to 8 play": how many a game is for. */
export function seatsInWords({ min, max }: SeatRange): string {
  if (max === 1) return 'alone'
  return min === max ? `${max} play` : `${min} to ${max} play`
}
