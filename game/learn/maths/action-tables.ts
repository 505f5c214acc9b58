import type { SeededChance } from '../../core/chance.ts'

/** A number for each action in each state, or a policy's probabilities [states × actions]. */
type Table = ArrayLike<number>

/** The most in a row of a table. */
export function mostOf(q: Table, state: number, actions: number): number {
  let most = -Infinity
  for (let at = state * actions; at < (state + 1) * actions; at++) most = Math.max(most, q[at]!)
  return most
}

/** The best action of a state; the first of them where several are. */
export function greedyAction(q: Table, state: number, actions: number): number {
  let best = 0
  for (let action = 1; action < actions; action++)
    if (q[state * actions + action]! > q[state * actions + best]!) best = action
  return best
}

/** The best action of a state, drawn where several are. */
export function drawGreedy(q: Table, state: number, actions: number, chance: SeededChance): number {
  const most = mostOf(q, state, actions)
  let ties = 0
  for (let action = 0; action < actions; action++) if (q[state * actions + action] === most) ties++
  let left = ties > 1 ? chance.below(ties) : 0
  for (let action = 0; action < actions; action++)
    if (q[state * actions + action] === most && left-- === 0) return action
  return 0
}

/** Any action with probability ε, else the best. */
export const drawEpsilonGreedy = (
  q: Table,
  state: number,
  actions: number,
  epsilon: number,
  chance: SeededChance,
): number => (chance.uniform() < epsilon ? chance.below(actions) : drawGreedy(q, state, actions, chance))

/** What a state is worth to whoever plays ε-greedily in it: Σ π(a | s) q(s, a). */
export function epsilonGreedyValue(q: Table, state: number, actions: number, epsilon: number): number {
  let sum = 0
  for (let at = state * actions; at < (state + 1) * actions; at++) sum += q[at]!
  return (1 - epsilon) * mostOf(q, state, actions) + (epsilon * sum) / actions
}

/** How actions are drawn by their worth while learning. */
export interface Exploration {
  readonly epsilon: number
  /** Boltzmann exploration with this temperature; null for ε-greedy. */
  readonly temperature: number | null
}

/** An action: by probabilities in proportion to exp(q / temperature), or ε-greedily. */
export function drawExploring(
  q: Table,
  state: number,
  actions: number,
  { epsilon, temperature }: Exploration,
  chance: SeededChance,
): number {
  if (temperature === null) return drawEpsilonGreedy(q, state, actions, epsilon, chance)
  return drawAction(boltzmann(q, state, actions, temperature), 0, actions, chance)
}

/** What a state is worth to whoever draws so in it: Σ π(a | s) q(s, a). */
export function exploringValue(
  q: Table,
  state: number,
  actions: number,
  { epsilon, temperature }: Exploration,
): number {
  if (temperature === null) return epsilonGreedyValue(q, state, actions, epsilon)
  return boltzmann(q, state, actions, temperature).reduce((sum, share, i) => sum + share * q[state * actions + i]!, 0)
}

/** Probabilities in proportion to exp(q / temperature). */
function boltzmann(q: Table, state: number, actions: number, temperature: number): number[] {
  const most = mostOf(q, state, actions)
  const shares = Array.from({ length: actions }, (_, i) => Math.exp((q[state * actions + i]! - most) / temperature))
  const sum = shares.reduce((total, share) => total + share, 0)
  return shares.map((share) => share / sum)
}

/** An action by its probability. */
export function drawAction(policy: Table, state: number, actions: number, chance: SeededChance): number {
  let rest = chance.uniform()
  for (let action = 0; action < actions - 1; action++) {
    rest -= policy[state * actions + action]!
    if (rest < 0) return action
  }
  return actions - 1
}

/** All actions of each state that are as good as its best one, up to rounding: where arrows of a greedy policy point.
 *  q [states × actions] · tolerance: how much less an action may be worth → [states] */
export function greedyActions(q: Table, actions: number, tolerance = 1e-9): number[][] {
  const all = Array.from({ length: actions }, (_, action) => action)
  return Array.from({ length: q.length / actions }, (_, state) => {
    const most = mostOf(q, state, actions)
    return all.filter((action) => q[state * actions + action]! >= most - tolerance)
  })
}
