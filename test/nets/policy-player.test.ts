import { describe, expect, test } from 'vitest'
import { SeededChance } from '../../game/core/chance.ts'
import { completeOptions } from '../../game/core/task-options.ts'
import { policyPlayer } from '../../game/nets/policy-player.ts'
import { densePolicy } from '../../game/nets/spec.ts'
import { pong } from '../../game/tasks/pong/pong.ts'
import { sumo } from '../../game/tasks/sumo/sumo.ts'
import { houseAgent, testSpec, testWeights } from '../support/house-agents.ts'

const startOf = (task: typeof pong): Float64Array => {
  const state = new Float64Array(task.layout.length)
  task.reset(state, completeOptions(task, {}), new SeededChance(1), task.seats.min)
  return state
}

describe('a policy that plays a seat', () => {
  test('does the same again from the same seed, and moves as its network wants to', async () => {
    const { spec, weights, observation } = await houseAgent('best')
    const state = startOf(pong)
    // The ball comes to the left seat, far above its paddle.
    Object.assign(state, { [pong.layout.indexOf('ballX')]: -60, [pong.layout.indexOf('ballVX')]: -1.5 })
    Object.assign(state, { [pong.layout.indexOf('ballY')]: 60, [pong.layout.indexOf('leftY')]: -40 })
    const play = (seed: number): number[] => {
      const player = policyPlayer(pong, observation, spec, weights, seed)
      return Array.from({ length: 60 }, () => player.decide(state, 0))
    }
    expect(play(5)).toEqual(play(5))
    const ups = play(6).filter((code) => pong.action.labels[code] === 'up').length
    expect(ups).toBeGreaterThan(50)
  })

  test('is refused where network and task do not fit each other', () => {
    expect(() => policyPlayer(pong, 'pixels', testSpec, testWeights(1), 1)).toThrow('earlier states')
    expect(() => policyPlayer(pong, 'smell', testSpec, testWeights(1), 1)).toThrow('"smell"')
    expect(() => policyPlayer(sumo, 'state', testSpec, testWeights(1), 1)).toThrow(RangeError)
    const narrow = densePolicy({ inputs: 7, hidden: [8], activation: 'tanh', outputs: 3 })
    expect(() => policyPlayer(pong, 'state', narrow, testWeights(1, narrow), 1)).toThrow('takes 7')
  })
})
