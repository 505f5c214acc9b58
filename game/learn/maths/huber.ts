/** Huber's loss of an error e (1964), with which DQN clips its errors (Mnih et al. 2015): ½ e² where |e| ≤ 1, |e| − ½ beyond. */
export const huberLoss = (error: number): number => {
  const size = Math.abs(error)
  return size <= 1 ? 0.5 * error * error : size - 0.5
}

/** Its derivative: the error, cut off at −1 and 1. */
export const huberSlope = (error: number): number => Math.max(-1, Math.min(1, error))
