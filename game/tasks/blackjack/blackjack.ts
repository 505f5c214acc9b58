import type { Chance } from '../../core/chance.ts'
import { randomBuiltIn } from '../../core/random-built-in.ts'
import { box, discrete } from '../../core/spaces.ts'
import type { BuiltIn, Observation, Row, Task } from '../../core/task.ts'
import { alone } from '../alone.ts'
import { oneHot } from '../one-hot.ts'
import { ACE, DEALER_STICKS, drawCard, FIRST_CHOICE, MOST, SOFT, sumOf, TEN, withCard } from './hand.ts'
import * as B from './layout.ts'
import { blackjackModel, STICK } from './model.ts'

const HIT = 1
/** A player with as many aces as can be takes 20 cards at most; longer than any match. */
const LONGEST = 25

const state: Observation = {
  name: 'state',
  history: 0,
  space: box({ sum: [FIRST_CHOICE, MOST + TEN], dealer: [ACE, TEN], usableAce: [0, 1] }),
  observe(s: Row, _seat, out, offset) {
    out[offset] = sumOf(s[B.HAND]!)
    out[offset + 1] = s[B.DEALER]!
    out[offset + 2] = s[B.HAND]! >= SOFT ? 1 : 0
  },
}

const action = discrete(['stick', 'hit'])

/** The policy whose values the book estimates. */
const cautious: BuiltIn = {
  strength: 'steady',
  name: 'Twenty',
  description: 'Sticks on 20 and 21, and else takes a card.',
  options: () => ({}),
  create: () => ({ decide: (s) => (sumOf(s[B.HAND]!) >= 20 ? STICK : HIT) }),
}

/** # Blackjack v1 — come nearer to 21 than the dealer, but not beyond. Example 5.1 of Sutton & Barto (2nd edition).
 *
 * Alone. Actions: 0 stick, 1 hit. Cards come from an endless deck; pictures count 10, an ace 11 where that is not too much ("usable"), else 1.
 * Start: two cards for the player, one for the dealer, which is shown; then cards for the player until the sum is 12 or more, since nobody
 * would decline them.
 * A hit is another card; beyond 21 the player has lost. After a stick the dealer, who has one card more, takes cards below 17 and sticks on 17
 * or more; beyond 21 the dealer has lost, else the higher sum wins. A player who has 21 from two cards (a natural) wins whatever they do, unless the
 * dealer's first two are a natural too, which is a draw.
 * Reward: 1 won, 0 drawn, −1 lost, at the end; the book does not discount. Ends: terminated. Every step asks chance.
 *
 * | obs `state` | meaning          | min | max |
 * | 0           | the player's sum | 12  | 31  | above 21 only after the end
 * | 1           | the card shown   | 1   | 10  |
 * | 2           | a usable ace     | 0   | 1   |
 * Observation `one-hot`: 211 numbers, 1 at the state and 0 elsewhere. The states are the book's 200 (20 · (sum − 12) + 2 · (card − 1) + usable ace),
 * then a natural against each card, then the end.
 *
 * History: v1, the first. A change of any line above makes a new version.
 */
export const blackjack: Task = {
  ...alone,
  id: 'blackjack',
  version: 1,
  name: 'Blackjack',
  about: 'Come closer to 21 than the dealer, and not beyond it.',
  ticksPerSecond: 2,
  longestReactionTicks: 0,
  maxTicks: LONGEST,
  action,
  observations: { state, 'one-hot': oneHot(blackjackModel) },
  scoring: { unit: 'points', ranked: 'score', sort: 'mean', show: String },
  model: blackjackModel,
  maxReturn: () => 1,
  layout: B.BLACKJACK_LAYOUT,
  builtIns: [randomBuiltIn(action), cautious],
  reset(s, _options, chance) {
    s.fill(0)
    let hand = withCard(withCard(0, drawCard(chance)), drawCard(chance))
    s[B.NATURAL] = sumOf(hand) === MOST ? 1 : 0
    s[B.DEALER] = drawCard(chance)
    while (sumOf(hand) < FIRST_CHOICE) hand = withCard(hand, drawCard(chance))
    s[B.HAND] = hand
  },
  asksChance: () => true,
  step(s, actions, chance, out) {
    let reward = 0
    let over = true
    if (s[B.NATURAL] === 1) reward = afterNatural(s[B.DEALER]!, drawCard(chance))
    else if (actions[0] === STICK) reward = afterStick(sumOf(s[B.HAND]!), s[B.DEALER]!, chance)
    else {
      const hand = withCard(s[B.HAND]!, drawCard(chance))
      s[B.HAND] = hand
      over = sumOf(hand) > MOST
      reward = over ? -1 : 0
    }
    const tick = s[B.TICK]! + 1
    s[B.OVER] = over ? 1 : 0
    s[B.TICK] = tick
    s[B.SCORE] = s[B.SCORE]! + reward
    out.rewards[0] = reward
    out.terminated = over
    out.truncated = !over && tick >= LONGEST
  },
  score: (s) => s[B.SCORE]!,
}

function afterNatural(shown: number, second: number): number {
  const equal = (shown === ACE && second === TEN) || (shown === TEN && second === ACE)
  return equal ? 0 : 1
}

function afterStick(sum: number, shown: number, chance: Chance): number {
  let hand = withCard(0, shown)
  while (sumOf(hand) < DEALER_STICKS) hand = withCard(hand, drawCard(chance))
  const dealer = sumOf(hand)
  if (dealer > MOST || dealer < sum) return 1
  return dealer === sum ? 0 : -1
}
