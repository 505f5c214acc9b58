/** How often something was so and how often not; the counts may be weighted, so they need not be whole. */
export interface Counted {
  yes: number
  no: number
}

/** A share with its interval, each from 0 to 1. */
export interface ShareInterval {
  share: number
  low: number
  high: number
}

/** z of a normal distribution that holds 95 % between −z and z. */
const Z_95 = 1.96

/** The share of what was so, with its score interval (Wilson 1927), at 95 % where no z is given. Of nothing: a half, and all is possible. */
export function shareInterval({ yes, no }: Counted, z = Z_95): ShareInterval {
  const n = yes + no
  if (n === 0) return { share: 0.5, low: 0, high: 1 }
  const share = yes / n
  const middle = (share + (z * z) / (2 * n)) / (1 + (z * z) / n)
  const half = ((z / (1 + (z * z) / n)) * Math.sqrt(n * share * (1 - share) + (z * z) / 4)) / n
  return { share, low: Math.max(0, middle - half), high: Math.min(1, middle + half) }
}

/** Whether one share is above another for more than luck: the lower end of the difference of the two is above 0 (Newcombe 1998, method 10). */
export function isAbove(one: Counted, other: Counted, z = Z_95): boolean {
  const [a, b] = [shareInterval(one, z), shareInterval(other, z)]
  return a.share - b.share > Math.hypot(a.share - a.low, b.high - b.share)
}
