import type { Task } from '../../../game/core/task.ts'
import type { Court } from '../court.ts'
import { PlainControls } from './plain-controls.ts'
import { plainPad } from './plain-pad.tsx'
import { PlainPicture } from './plain-picture.ts'
import { PlainScoreboard } from './plain-scoreboard.tsx'

/** A court for a task that has none of its own yet, made from what the task declares: its state in figures, and a control for each action. */
export function plainCourt(task: Task): Court {
  const { labels, kind } = task.action
  const steered = kind === 'continuous'
  return {
    words: { round: 'round', rounds: 'rounds', rest: 'pause', sight: 'what the state of the game was' },
    help: {
      keys: steered ? labels.map((_, i) => [`${2 * i + 1}`, `${2 * i + 2}`]) : labels.map((_, i) => [`${i + 1}`]),
      keysDo: `are ${labels.join(', ')}`,
      others: steered ? 'You can also point on the court, or take a gamepad.' : 'You can also take a gamepad.',
    },
    Scoreboard: PlainScoreboard,
    Pad: plainPad(task.action),
    load: async () => undefined,
    openPicture: () => new PlainPicture(task.layout),
    openControls: () => new PlainControls(task.action),
  }
}
