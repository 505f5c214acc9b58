import { uniform, type Chance } from '../../core/chance.ts'

/** A hand is its sum, and SOFT more where an ace in it counts 11. */
export const SOFT = 100
export const ACE = 1
export const TEN = 10
export const MOST = 21
/** An ace that counts 11 instead of 1. */
const MORE_FOR_ACE = 10
/** The dealer takes cards below this. */
export const DEALER_STICKS = 17
/** Below this no card can be too much: a player takes one without being asked. */
export const FIRST_CHOICE = 12

const RANKS = 13
/** Ten, jack, queen and king. */
const TENS = 4

/** Chance of each card, by its count. */
export const chanceOfCard = (card: number): number => (card === TEN ? TENS / RANKS : 1 / RANKS)

/** A card from an endless deck: 1 for an ace to 10, pictures among the tens. */
export const drawCard = (chance: Chance): number => Math.min(TEN, 1 + Math.floor(RANKS * uniform(chance)))

export const sumOf = (hand: number): number => (hand >= SOFT ? hand - SOFT : hand)

/** The hand with another card. */
export function withCard(hand: number, card: number): number {
  const sum = sumOf(hand) + card
  if (hand >= SOFT) return sum > MOST ? sum - MORE_FOR_ACE : SOFT + sum
  return card === ACE && sum + MORE_FOR_ACE <= MOST ? SOFT + sum + MORE_FOR_ACE : sum
}
