import { note, SCALE, type Note } from '../notes.ts'
import type { PendulumScene } from './pendulum-view.ts'

/** What is heard of what happens: a low note through the bottom, the higher the faster, and a bright one by the top. */
export const pendulumNotes = ({ effects }: PendulumScene): Note[] =>
  effects.map(({ kind, force }) =>
    kind === 'bottom'
      ? note(SCALE[Math.min(4, Math.floor(force * 5))]! / 2, 0.09, 0.05 + 0.12 * force, 0, 'sine')
      : note(SCALE[6], 0.14, 0.05 + 0.06 * (1 - force), 0, 'triangle'),
  )
