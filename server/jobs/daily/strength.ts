/** What one agent of the field left to who is measured. */
export interface Games {
  /** Games that ended; of a draw each has half. */
  games: number
  won: number
  lost: number
}

/** Half of a 95 % interval, in standard errors. */
const Z95 = 1.96

/** The strength of who played a fixed field: the mean over the field of the share of games won, p = Σ pᵢ / k with pᵢ = (won + draws ÷ 2) ÷ n,
 *  and half of its 95 % interval, 1.96 · √(Σ p̃ᵢ(1 − p̃ᵢ) ÷ nᵢ) ÷ k. There p̃ = (won + 1) ÷ (n + 2) (Agresti and Caffo 2000), so that a clean sweep
 *  has a margin too. Each agent of the field counts the same, whatever the number of its games. Null where nothing was played. */
export function strengthOf(field: readonly Games[]): { score: number; margin: number } | null {
  const played = field.filter(({ games }) => games > 0)
  if (played.length === 0) return null
  let score = 0
  let variance = 0
  for (const { games, won, lost } of played) {
    const wins = won + (games - won - lost) / 2
    const share = (wins + 1) / (games + 2)
    score += wins / games / played.length
    variance += (share * (1 - share)) / games / played.length ** 2
  }
  return { score, margin: Z95 * Math.sqrt(variance) }
}
