import { Forward } from './forward.ts'
import { hasVectorPolicy, VectorPolicy } from './simd/vector-policy.ts'
import type { PolicySpec } from './spec.ts'

/** A policy that acts, in whichever way it is computed. Holds its own copy of the weights. */
export type ActingPolicy = Pick<Forward, 'spec' | 'load' | 'outputs' | 'values'>

/** In vectors wherever they can, else in plain JavaScript. The two agree to single precision, not to the bit. */
export const fastPolicy = (spec: PolicySpec, weights: Float32Array): ActingPolicy =>
  hasVectorPolicy(spec) ? new VectorPolicy(spec, weights) : new Forward(spec, weights)
