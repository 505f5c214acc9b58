import { HALF_LOG_2PI } from '../../nets/heads/gaussian.ts'
import { boundedLogDeviation, boundedLogDeviationSlope } from '../../nets/squashed-policy.ts'

/** log(1 − tanh² u), as 2 (log 2 − u − softplus(−2u)), which is exact where tanh is ±1 in any precision (Haarnoja and others 2018, appendix C). */
export function logTanhSlope(u: number): number {
  const softplus = Math.max(-2 * u, 0) + Math.log1p(Math.exp(-Math.abs(2 * u)))
  return 2 * (Math.LN2 - u - softplus)
}

/** The action a = tanh(u), u = µ + σ ε, of one row of a network, and its log-density Σ log N(u; µ, σ) − log(1 − tanh² u).
 *  outputs: µ [size], then what log σ is bounded from [size], from `row` on · noise: ε, from `row` on · actions: written [rows × size]. */
export function squashedAction(
  outputs: Float32Array,
  row: number,
  noise: ArrayLike<number>,
  size: number,
  actions: Float32Array,
): number {
  let logDensity = 0
  for (let i = 0; i < size; i++) {
    const logDeviation = boundedLogDeviation(outputs[(2 * row + 1) * size + i]!)
    const epsilon = noise[row * size + i]!
    const u = outputs[2 * row * size + i]! + Math.exp(logDeviation) * epsilon
    actions[row * size + i] = Math.tanh(u)
    logDensity -= 0.5 * epsilon * epsilon + logDeviation + HALF_LOG_2PI + logTanhSlope(u)
  }
  return logDensity
}

/** The gradient of α log π(a) + L(a) with regard to what the network put out for one row, where `slopes` is that of L with regard to the action,
 *  through a itself (reparameterised; Haarnoja and others 2018, equation 13), the noise held.
 *  outputs, errors: of this row [2 × size] · noise, slopes: from `row` on [rows × size]. */
export function squashedGradient(
  outputs: Float32Array,
  row: number,
  { noise, slopes }: { noise: ArrayLike<number>; slopes: ArrayLike<number> },
  alpha: number,
  errors: Float32Array,
): void {
  const size = outputs.length / 2
  for (let i = 0; i < size; i++) {
    const spread = Math.exp(boundedLogDeviation(outputs[size + i]!)) * noise[row * size + i]!
    const action = Math.tanh(outputs[i]! + spread)
    const ofU = 2 * alpha * action + slopes[row * size + i]! * (1 - action * action)
    errors[i] = ofU
    errors[size + i] = (ofU * spread - alpha) * boundedLogDeviationSlope(outputs[size + i]!)
  }
}
