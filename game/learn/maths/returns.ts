/** Generalised advantage estimation (Schulman et al. 2016, equations 11–16) over segments of N slots, step after step:
 *  δ[t] = r[t] + γ v'[t] − v[t],  A[t] = δ[t] + γ λ A[t+1], where v' is the value of the state that step t led to: 0 where it terminated, that of
 *  the last observation where it was truncated. Nothing flows back across the end of an episode.
 *  rewards, values [steps × slots] · terminated, truncated: the episode ended here [steps × slots] ·
 *  finalValues: value of the last observation, read where truncated [steps × slots] · lastValues: value after the last step [slots] ·
 *  advantages: written [steps × slots]. Throws RangeError where the lengths differ. */
export function generalisedAdvantages(
  segment: {
    rewards: Float32Array
    values: Float32Array
    terminated: Uint8Array
    truncated: Uint8Array
    finalValues: Float32Array
    lastValues: Float32Array
  },
  gamma: number,
  lambda: number,
  advantages: Float32Array,
): void {
  const { rewards, values, terminated, truncated, finalValues, lastValues } = segment
  const slots = lastValues.length
  const length = rewards.length
  for (const other of [values, terminated, truncated, finalValues, advantages])
    if (other.length !== length || length % slots !== 0) throw new RangeError('The parts of a segment differ in length')
  for (let slot = 0; slot < slots; slot++) {
    let advantage = 0
    for (let at = length - slots + slot; at >= 0; at -= slots) {
      const ended = terminated[at] === 1 || truncated[at] === 1
      const following = at + slots < length ? values[at + slots]! : lastValues[slot]!
      const next = terminated[at] === 1 ? 0 : truncated[at] === 1 ? finalValues[at]! : following
      const delta = rewards[at]! + gamma * next - values[at]!
      advantage = delta + (ended ? 0 : gamma * lambda * advantage)
      advantages[at] = advantage
    }
  }
}

/** 1 − Var(returns − values) / Var(returns): 1 where the values explain all, 0 where they are no better than a constant; NaN where the returns
 *  do not vary. */
export function explainedVariance(values: Float32Array, returns: Float32Array): number {
  const variance = (at: (i: number) => number): number => {
    let mean = 0
    for (let i = 0; i < returns.length; i++) mean += at(i) / returns.length
    let sum = 0
    for (let i = 0; i < returns.length; i++) sum += (at(i) - mean) ** 2
    return sum / returns.length
  }
  const total = variance((i) => returns[i]!)
  return total === 0 ? Number.NaN : 1 - variance((i) => returns[i]! - values[i]!) / total
}
