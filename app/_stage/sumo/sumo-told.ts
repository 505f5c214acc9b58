import type { Row } from '../../../game/core/task.ts'
import * as S from '../../../game/tasks/sumo/layout.ts'
import { bumped, touching } from './sumo-view.ts'

/** Who was touched within so many ticks before falling was pushed. */
const PUSHED_TICKS = 50

/** How a round was lost: pushed out by the other, or gone too far alone. See Court. */
export function howLost(before: Iterable<Row>, winner: number): { seat: number; did: string } | null {
  let later: Row | null = null
  let seen = 0
  for (const state of before) {
    if (state[S.START_IN]! > 0 || seen++ === PUSHED_TICKS) break
    if (touching(state) || (later && bumped(state, later))) return { seat: 1 - winner, did: SAID.pushed }
    later = state
  }
  return seen > 1 ? { seat: 1 - winner, did: SAID.alone } : null
}

/** One word for both, whoever is meant by it: "You went out". */
const SAID = { pushed: 'went out after a push', alone: 'went out alone' } as const
