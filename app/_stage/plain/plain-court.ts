import type { Task } from '../../../game/core/task.ts'
import type { Court } from '../court.ts'
import { listed } from '../../_ui/format.ts'
import { MOST_KEYS, PlainControls } from './plain-controls.ts'
import { plainPad } from './plain-pad.tsx'
import { PlainPicture } from './plain-picture.ts'
import { PlainScoreboard } from './plain-scoreboard.tsx'

/** What its keys do with the actions, in their order. */
const VERBS = { discrete: 'choose', 'multi-binary': 'hold', continuous: 'steer' }

/** A court for a task that has none of its own yet, made from what the task declares: its state in figures, and a control for each action. */
export function plainCourt(task: Task): Court {
  const { labels, kind } = task.action
  const steered = kind === 'continuous'
  const count = Math.min(MOST_KEYS, labels.length * (steered ? 2 : 1))
  return {
    roundsAreWon: false,
    words: { round: 'round', rounds: 'rounds', rest: 'pause', sight: 'what the state of the game was' },
    help: {
      rules: [task.about],
      keys: [Array.from({ length: count }, (_, i) => `${i + 1}`)],
      keysDo: `${VERBS[kind]} ${listed(labels)}`,
      others: steered ? 'You can also point on the court, or take a gamepad.' : 'You can also take a gamepad.',
      mouse: steered ? 'Point on the court' : null,
      thumb: steered ? 'Point on the court' : 'Press the buttons below',
      gamepad: steered ? 'Both sticks' : 'Its buttons, in their order',
    },
    howLost: null,
    servedTo: null,
    Scoreboard: PlainScoreboard,
    Pad: plainPad(task.action),
    load: async () => undefined,
    openPicture: () => new PlainPicture(task.layout),
    openControls: () => new PlainControls(task.action),
  }
}
