import type { Row } from '../../core/task.ts'
import { FIRST_CHOICE, SOFT } from './hand.ts'

/** The numbers of a row of Blackjack, in their order. */
export const BLACKJACK_LAYOUT = ['hand', 'dealer', 'natural', 'over', 'tick', 'score'] as const

/** The player's, as hand.ts has it. */
export const HAND = 0
/** The dealer's card that is shown. */
export const DEALER = 1
/** 1 where the player has 21 from the first two cards. */
export const NATURAL = 2
/** 1 after the end. */
export const OVER = 3
export const TICK = 4
export const SCORE = 5

/** Cards that the dealer may show, and whether an ace counts 11. */
const SHOWN = 10
const KINDS = 2
/** Sums from 12 to 21. */
const SUMS = 10
/** The first state of a natural, and the one after the end. */
export const NATURALS = SUMS * SHOWN * KINDS
export const END = NATURALS + SHOWN
export const STATES = END + 1

/** The number of the state with this hand of 12 or more, against this card. */
export function stateWith(hand: number, dealer: number): number {
  const soft = hand >= SOFT
  return ((soft ? hand - SOFT : hand) - FIRST_CHOICE) * SHOWN * KINDS + (dealer - 1) * KINDS + (soft ? 1 : 0)
}

export function stateOf(s: Row): number {
  if (s[OVER] === 1) return END
  return s[NATURAL] === 1 ? NATURALS + s[DEALER]! - 1 : stateWith(s[HAND]!, s[DEALER]!)
}

/** The hand and the dealer's card of a state below NATURALS. */
export function handOf(state: number): { hand: number; dealer: number } {
  const soft = state % KINDS
  const rest = (state - soft) / KINDS
  const shown = rest % SHOWN
  return { hand: (rest - shown) / SHOWN + FIRST_CHOICE + (soft === 1 ? SOFT : 0), dealer: shown + 1 }
}
