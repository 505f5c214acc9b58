/** How likely at least so many of the hits would fall among the first by chance alone, were their share the same everywhere: the one-sided exact
 *  test (Fisher 1922). hits of so many tries, first here, then elsewhere. */
export function fisher(here: Counted, elsewhere: Counted): number {
  const hits = here.hits + elsewhere.hits
  const all = here.tries + elsewhere.tries
  let sum = 0
  for (let k = here.hits; k <= Math.min(hits, here.tries); k++)
    sum += Math.exp(logChoose(here.tries, k) + logChoose(elsewhere.tries, hits - k) - logChoose(all, hits))
  return Math.min(1, sum)
}

export interface Counted {
  hits: number
  tries: number
}

/** Logarithms of factorials, as far as they were needed. */
const logFactorials = [0]

function logFactorial(n: number): number {
  for (let i = logFactorials.length; i <= n; i++) logFactorials.push(logFactorials[i - 1]! + Math.log(i))
  return logFactorials[n]!
}

const logChoose = (n: number, k: number): number =>
  k < 0 || k > n ? -Infinity : logFactorial(n) - logFactorial(k) - logFactorial(n - k)
