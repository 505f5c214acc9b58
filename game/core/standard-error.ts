/** The standard error of the mean of these numbers, in their unit; they are taken to be independent. Infinite for fewer than two. */
export function standardError(numbers: readonly number[]): number {
  const n = numbers.length
  if (n < 2) return Infinity
  const mean = numbers.reduce((sum, number) => sum + number, 0) / n
  const squares = numbers.reduce((sum, number) => sum + (number - mean) * (number - mean), 0)
  return Math.sqrt(squares / (n - 1) / n)
}
