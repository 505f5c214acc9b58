import type { Progress } from '../../learner/algorithm.ts'
import type { LearnerEnv } from '../../learner/learner-env.ts'
import { stateOf } from './table-policy.ts'

/** One decision of one slot and what came of it. */
export interface Step {
  slot: number
  state: number
  action: number
  reward: number
  /** The state that it led to; where the episode ended, its last one. */
  next: number
  /** Nothing follows. */
  terminated: boolean
  /** The episode is over, for good or cut off. */
  ended: boolean
  /** No more is seen of this episode: it is over, or the round is. */
  over: boolean
}

/** A step of the table's environments takes about a microsecond. */
const STEPS_A_BREATH = 16

/** Plays `steps` decisions in every slot of an environment whose observations show one of so many states, and tells of each. The object that it
 *  tells by is always the same. choose: an action in a state. */
export async function playSteps(
  env: LearnerEnv,
  { states, steps }: { states: number; steps: number },
  { breathe, interim }: Progress,
  choose: (state: number, slot: number) => number,
  tell: (step: Readonly<Step>) => void,
): Promise<void> {
  const { slots, observations, finalObservations, rewards, terminated, truncated } = env
  const actions = new Uint32Array(slots)
  const seen = new Uint32Array(slots)
  const step: Step = {
    slot: 0,
    state: 0,
    action: 0,
    reward: 0,
    next: 0,
    terminated: false,
    ended: false,
    over: false,
  }
  for (let t = 0; t < steps; t++) {
    for (let slot = 0; slot < slots; slot++) {
      seen[slot] = stateOf(observations, slot, states)
      actions[slot] = choose(seen[slot]!, slot)
    }
    env.step(actions)
    for (let slot = 0; slot < slots; slot++) {
      step.slot = slot
      step.state = seen[slot]!
      step.action = actions[slot]!
      step.reward = rewards[slot]!
      step.terminated = terminated[slot] === 1
      step.ended = step.terminated || truncated[slot] === 1
      step.over = step.ended || t === steps - 1
      step.next = stateOf(step.ended ? finalObservations : observations, slot, states)
      tell(step)
    }
    if (t % STEPS_A_BREATH === STEPS_A_BREATH - 1) {
      interim((t + 1) / steps, {})
      await breathe()
    }
  }
}
