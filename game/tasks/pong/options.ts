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

/** A target that nobody reaches: the match goes on until its time is over. */
export const OUT_OF_REACH = 999

/** What holds for a match of Pong; here by itself so that a page can ask without the simulation. */
export const pongOptions = {
  /** Points to win. */
  target: {
    label: 'First to',
    default: 11,
    min: 1,
    max: OUT_OF_REACH,
    integer: true,
    choices: [3, 5, 11, 21].map((value) => ({ value, label: String(value) })),
    say: (points) => (points === OUT_OF_REACH ? 'every point counts' : `first to ${points}`),
    chooser: 'players',
  },
  /** A handicap of the paddle; 1: none. */
  leftSpeed: paddleSpeed('left'),
  rightSpeed: paddleSpeed('right'),
} satisfies Record<string, TaskOption>
