import { actionCodec, type ActionCodec } from '../core/action-codec.ts'
import type { SeededChance } from '../core/chance.ts'
import type { ActionSpace } from '../core/spaces.ts'
import { buttons } from './heads/buttons.ts'
import { categorical } from './heads/categorical.ts'
import type { Distribution, Numbers } from './heads/distribution.ts'
import { gaussian } from './heads/gaussian.ts'

/** How the numbers that a policy puts out become an action. Learning keeps the raw action; what is played is its code,
 *  `codec.encode(raw, at)`. */
export interface ActionHead extends Distribution {
  readonly space: ActionSpace
  readonly codec: ActionCodec
}

/** The head of a policy over this space: categorical for choices, independent Bernoulli for buttons, a diagonal Gaussian where the space is
 *  continuous. */
export function actionHead(space: ActionSpace): ActionHead {
  const size = space.labels.length
  const kinds = { discrete: categorical, 'multi-binary': buttons, continuous: gaussian }
  return { space, codec: actionCodec(space), ...kinds[space.kind](size) }
}

/** Draws one action for each row of outputs [rows × head.outputs], and writes it raw to `raw` [rows × head.numbers] and as codes to `codes`. */
export function drawActions(
  head: ActionHead,
  outputs: Numbers,
  rows: number,
  chance: SeededChance,
  raw: Numbers,
  codes: Uint32Array,
): void {
  const { draws, numbers, codec } = head
  const uniforms = new Float64Array(draws)
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < draws; i++) uniforms[i] = chance.uniform()
    head.sample(outputs, row, uniforms, 0, raw, row * numbers)
    codes[row] = codec.encode(raw, row * numbers)
  }
}

/** Writes the likeliest action for each row of outputs, raw and as codes, as `drawActions` writes drawn ones. */
export function likeliestActions(
  head: ActionHead,
  outputs: Numbers,
  rows: number,
  raw: Numbers,
  codes: Uint32Array,
): void {
  const { numbers, codec } = head
  for (let row = 0; row < rows; row++) {
    head.mode(outputs, row, raw, row * numbers)
    codes[row] = codec.encode(raw, row * numbers)
  }
}
