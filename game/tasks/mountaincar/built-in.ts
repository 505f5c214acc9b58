import type { BuiltIn } from '../../core/task.ts'
import * as M from './layout.ts'

const LEFT = 0
const RIGHT = 2

/** Drives to where it rolls already, which adds as much energy as the motor can. */
export const rocks: BuiltIn = {
  strength: 'steady',
  name: 'Rocker',
  description: 'Drives to where the car rolls, and so rocks out of the valley.',
  options: () => ({}),
  create: () => ({ decide: (s) => (s[M.VELOCITY]! < 0 ? LEFT : RIGHT) }),
}
