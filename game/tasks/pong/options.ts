import type { TaskOption } from '../../core/task.ts'

const paddleSpeed = (side: 'left' | 'right'): TaskOption => ({
  label: `Speed of the ${side} paddle`,
  default: 1,
  min: 0.1,
  max: 1,
  integer: false,
  say: (speed) => `the ${side} paddle at ${Math.floor(100 * speed + 0.5)} % of its speed`,
  chooser: 'host',
})

/** What holds for a match of Pong; here by itself so that a page can ask without the simulation. */
export const pongOptions = {
  /** Points to win. */
  target: {
    label: 'First to',
    default: 11,
    min: 1,
    max: 21,
    integer: true,
    choices: [3, 5, 11, 21].map((value) => ({ value, label: String(value) })),
    say: (points) => `first to ${points}`,
    chooser: 'players',
  },
  /** A handicap of the paddle; 1: none. */
  leftSpeed: paddleSpeed('left'),
  rightSpeed: paddleSpeed('right'),
} satisfies Record<string, TaskOption>
