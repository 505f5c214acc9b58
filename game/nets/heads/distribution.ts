export type Numbers = Float32Array | Float64Array

/** A probability distribution over the actions of a space. `outputs` below are the numbers that describe it, row after row
 *  [rows × outputs]; `raw` is an action as it was drawn, its numbers from `at` on. */
export interface Distribution {
  /** Numbers that describe the distribution of one action: what a policy puts out for one observation. */
  readonly outputs: number
  /** Numbers of a raw action. */
  readonly numbers: number
  /** Uniform numbers in [0, 1) that drawing an action takes. */
  readonly draws: number
  /** Draws an action with the uniform numbers in `uniforms` from `first` on. */
  sample(outputs: Numbers, row: number, uniforms: ArrayLike<number>, first: number, raw: Numbers, at: number): void
  /** The most likely action. */
  mode(outputs: Numbers, row: number, raw: Numbers, at: number): void
  /** Natural logarithm of the action's probability, of its density where the space is continuous. */
  logProbability(outputs: Numbers, row: number, raw: Numbers, at: number): number
  /** Nats. */
  entropy(outputs: Numbers, row: number): number
  /** −log π of the action in row 0, and its gradient with regard to the outputs, written to `gradient` [outputs]. */
  loss(outputs: Numbers, raw: Numbers, at: number, gradient: Numbers): number
  /** The entropy in row 0, and its gradient with regard to the outputs, written to `gradient` [outputs]. */
  entropyGradient(outputs: Numbers, gradient: Numbers): number
  /** What a person is shown of it. */
  show(outputs: Numbers, row: number): ShownAction
}

/** What a policy is about to do, for people, in the order of the space's labels: how likely each choice is, how likely each button is to be
 *  held, or where each dimension lies and how widely it is spread around that. */
export type ShownAction =
  | { kind: 'choices'; probabilities: number[] }
  | { kind: 'buttons'; probabilities: number[] }
  | { kind: 'dimensions'; means: number[]; deviations: number[] }
