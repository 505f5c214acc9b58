import type { ShownAction } from '../../../game/nets/heads/distribution.ts'

/** The thinnest bar that is still seen, as a share of its track. */
const THINNEST = 0.012

/** One label of an action space, as a bar. */
export interface ShownBar {
  /** Where it begins and how long it is, in shares of its track. */
  from: number
  length: number
  /** 0 to 1. */
  opacity: number
  figure: string
}

/** What a policy is about to do, as bars in the order of the labels: choices and buttons from 0 to their probability, lit where they are
 *  likeliest or more likely held than not; dimensions as a band of one deviation to each side of the mean, on a track from −1 to 1. */
export function shownBars(shown: ShownAction): ShownBar[] {
  if (shown.kind === 'dimensions')
    return shown.means.map((mean, i) => {
      const [from, to] = [mean - shown.deviations[i]!, mean + shown.deviations[i]!].map((end) => share((end + 1) / 2))
      const length = Math.max(THINNEST, to! - from!)
      return { from: Math.min(from!, 1 - length), length, opacity: 1, figure: mean.toFixed(2) }
    })
  const lit = shown.kind === 'buttons' ? 0.5 : Math.max(...shown.probabilities)
  return shown.probabilities.map((p) => ({
    from: 0,
    length: Math.max(THINNEST, p),
    opacity: p >= lit ? 1 : 0.42,
    figure: String(Math.round(p * 100)),
  }))
}

const share = (value: number): number => Math.max(0, Math.min(1, value))
