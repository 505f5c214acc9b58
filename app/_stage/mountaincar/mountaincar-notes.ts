import { note, SCALE, type Note } from '../notes.ts'
import type { MountaincarEffect, MountaincarScene } from './mountaincar-view.ts'

/** What is heard of what happens: each turn on a slope, the higher the brighter. */
export const mountaincarNotes = ({ effects }: MountaincarScene): Note[] => effects.flatMap(heard)

function heard({ kind, position, height }: MountaincarEffect): Note[] {
  const pan = Math.max(-0.7, Math.min(0.7, position + 0.4))
  switch (kind) {
    case 'turned':
      return [note(SCALE[Math.round(2.5 * (height + 1))]!, 0.12, 0.12, pan, 'sine')]
    case 'wall':
      return [note(SCALE[0] / 2, 0.16, 0.22, pan, 'triangle')]
    case 'out':
      return [note(SCALE[5], 0.12, 0.16, pan, 'triangle'), note(SCALE[7], 0.26, 0.16, pan, 'triangle', 0.09)]
  }
}
