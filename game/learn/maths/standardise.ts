/** Shifts and scales to mean 0 and standard deviation 1, in place. */
export function standardise(values: Float32Array): void {
  let mean = 0
  for (let i = 0; i < values.length; i++) mean += values[i]! / values.length
  let variance = 0
  for (let i = 0; i < values.length; i++) variance += (values[i]! - mean) ** 2 / values.length
  const scale = 1 / (Math.sqrt(variance) + 1e-8)
  for (let i = 0; i < values.length; i++) values[i] = (values[i]! - mean) * scale
}
