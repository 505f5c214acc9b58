import type { FiniteModel, Transition } from '../../core/finite-model.ts'
import { ACE, chanceOfCard, DEALER_STICKS, FIRST_CHOICE, MOST, sumOf, TEN, withCard } from './hand.ts'
import { END, handOf, NATURALS, STATES, stateOf, stateWith } from './layout.ts'

/** By its code. */
export const STICK = 0

/** For each card and its chance. */
function eachCard(visit: (card: number, probability: number) => void): void {
  for (let card = ACE; card <= TEN; card++) visit(card, chanceOfCard(card))
}

/** What was worked out, by the card that the dealer shows. */
const dealersEnds = new Map<number, Map<number, number>>()

/** How likely the dealer ends with each sum, by the sum. */
function dealerEnds(shown: number): Map<number, number> {
  const known = dealersEnds.get(shown)
  if (known) return known
  const ends = new Map<number, number>()
  dealersEnds.set(shown, ends)
  const play = (hand: number, probability: number): void => {
    const sum = sumOf(hand)
    if (sum >= DEALER_STICKS) ends.set(sum, (ends.get(sum) ?? 0) + probability)
    else eachCard((card, chance) => play(withCard(hand, card), probability * chance))
  }
  play(withCard(0, shown), 1)
  return ends
}

const ended = (probability: number, reward: number): Transition => ({
  probability,
  next: END,
  reward,
  terminated: true,
})

function afterStick(sum: number, shown: number): Transition[] {
  const outcomes = new Map<number, number>()
  for (const [dealer, probability] of dealerEnds(shown)) {
    const reward = dealer > MOST || dealer < sum ? 1 : dealer === sum ? 0 : -1
    outcomes.set(reward, (outcomes.get(reward) ?? 0) + probability)
  }
  return [...outcomes].map(([reward, probability]) => ended(probability, reward))
}

function afterHit(hand: number, shown: number): Transition[] {
  const ways = new Map<number, number>()
  eachCard((card, chance) => {
    const next = withCard(hand, card)
    const state = sumOf(next) > MOST ? END : stateWith(next, shown)
    ways.set(state, (ways.get(state) ?? 0) + chance)
  })
  return [...ways].map(([next, probability]) =>
    next === END ? ended(probability, -1) : { probability, next, reward: 0, terminated: false },
  )
}

/** A natural wins unless the dealer's second card makes one too. */
function afterNatural(shown: number): Transition[] {
  const equal = shown === ACE ? chanceOfCard(TEN) : shown === TEN ? chanceOfCard(ACE) : 0
  return equal === 0 ? [ended(1, 1)] : [ended(1 - equal, 1), ended(equal, 0)]
}

function starts(): FiniteModel['starts'] {
  const hands = new Map<number, number>()
  const add = (hand: number, probability: number): void => void hands.set(hand, (hands.get(hand) ?? 0) + probability)
  let natural = 0
  const fill = (hand: number, probability: number): void => {
    if (sumOf(hand) >= FIRST_CHOICE) add(hand, probability)
    else eachCard((card, chance) => fill(withCard(hand, card), probability * chance))
  }
  eachCard((first, a) =>
    eachCard((second, b) => {
      const hand = withCard(withCard(0, first), second)
      if (sumOf(hand) === MOST) natural += a * b
      else fill(hand, a * b)
    }),
  )
  const list: { state: number; probability: number }[] = []
  eachCard((shown, chance) => {
    list.push({ state: NATURALS + shown - 1, probability: natural * chance })
    for (const [hand, probability] of hands)
      list.push({ state: stateWith(hand, shown), probability: probability * chance })
  })
  return list
}

function waysOf(state: number, action: number): Transition[] {
  if (state === END) return [ended(1, 0)]
  if (state >= NATURALS) return afterNatural(state - NATURALS + 1)
  const { hand, dealer } = handOf(state)
  return action === STICK ? afterStick(sumOf(hand), dealer) : afterHit(hand, dealer)
}

const knownWays = new Map<number, Transition[]>()
let begun: FiniteModel['starts'] | null = null

/** The whole game. It is worked out where it is asked for. */
export const blackjackModel: FiniteModel = {
  states: STATES,
  actions: 2,
  stateOf,
  get starts() {
    return (begun ??= starts())
  },
  transitions(state, action) {
    const key = 2 * state + action
    const ways = knownWays.get(key) ?? waysOf(state, action)
    knownWays.set(key, ways)
    return ways
  },
}
