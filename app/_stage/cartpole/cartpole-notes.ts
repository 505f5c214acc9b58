import { note, SCALE, type Note } from '../notes.ts'
import type { CartpoleEffect, CartpoleScene } from './cartpole-view.ts'

/** What is heard of what happens. */
export const cartpoleNotes = ({ effects, x }: CartpoleScene): Note[] =>
  effects.flatMap((effect) => heard(effect, Math.max(-0.6, Math.min(0.6, x / 4))))

function heard(effect: CartpoleEffect, pan: number): Note[] {
  switch (effect.kind) {
    case 'steps':
      return [note(SCALE[Math.min(7, 2 + effect.steps / 100)]!, 0.12, 0.12, pan, 'sine')]
    case 'stood':
      return [note(SCALE[7], 0.3, 0.16, pan, 'triangle')]
    case 'fell':
      return [note(SCALE[2], 0.14, 0.18, pan, 'triangle'), note(SCALE[0], 0.3, 0.18, pan, 'triangle', 0.1)]
    case 'off':
      return [note(SCALE[0] / 2, 0.25, 0.22, pan, 'triangle')]
  }
}
