import { box, discrete, type ActionSpace } from '../../game/core/spaces.ts'
import type { Task } from '../../game/core/task.ts'
import { plainMatch } from './plain-match.ts'

/** # Dice v1 — a task with as much chance as is wanted.
 * Tick k draws `draws[k modulo the length]` words; the state keeps a sum of them all and of all actions. Two seats; terminated after 40 ticks,
 * or as many as there are draws where that is more. */
export function diceTask({ draws, action }: { draws: readonly number[]; action?: ActionSpace }): Task {
  const ticks = Math.max(40, draws.length)
  const draw = (state: Float64Array, tick: number, chance: { word(): number }): void => {
    for (let i = draws[tick % draws.length]!; i > 0; i--) state[1] = (state[1]! * 31 + chance.word()) % 4_294_967_291
  }
  return {
    id: 'dice',
    version: 1,
    name: 'Dice',
    about: 'Of the tests.',
    ...plainMatch,
    seats: { min: 2, max: 2 },
    ticksPerSecond: 10,
    decisionPeriod: 1,
    actionLatency: 0,
    maxTicks: ticks,
    action: action ?? discrete(['zero', 'one']),
    observations: {
      state: {
        name: 'state',
        history: 0,
        space: box({ tick: [0, ticks] }),
        observe: (state, _seat, out, offset) => void (out[offset] = state[0]!),
      },
    },
    layout: ['tick', 'drawn', 'done'],
    builtIns: [],
    reset(state, _options, chance) {
      state.fill(0)
      draw(state, 0, chance)
    },
    asksChance: () => true,
    step(state, actions, chance, out) {
      state[0] = state[0]! + 1
      for (const number of actions) state[2] = (state[2]! * 31 + number) % 4_294_967_291
      draw(state, state[0], chance)
      out.rewards.fill(0)
      out.terminated = state[0] >= ticks
      out.truncated = false
    },
    score: (state) => state[2]!,
    atServe: () => false,
  }
}
