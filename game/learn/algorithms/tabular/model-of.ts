import type { FiniteModel } from '../../../core/finite-model.ts'
import type { AlgorithmSetup } from '../../learner/algorithm.ts'
import { tableShape } from './table-policy.ts'

/** The model that an algorithm plans on. Throws RangeError where there is none, or its states and actions are not those of the policy. */
export function modelOf({ model, spec }: AlgorithmSetup): FiniteModel {
  const { states, actions } = tableShape(spec)
  if (!model) throw new RangeError('It plans on the whole model of a task, and this one has none.')
  if (model.states !== states || model.actions !== actions)
    throw new RangeError(
      `The model has ${model.states} states and ${model.actions} actions, and the policy ${states} and ${actions}.`,
    )
  return model
}
