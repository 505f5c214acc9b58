import * as V from '../../../game/tasks/volley/layout.ts'
import { note, SCALE, type Note } from '../notes.ts'
import type { VolleyEffect } from './volley-scene.ts'

/** What is heard of something on the court. me: my seat; null: I watch. */
export function volleyNotes({ kind, x, seat, force }: VolleyEffect, me: number | null): Note[] {
  const step = Math.min(3, Math.floor(force * 4))
  // My side is on the left, whichever seat I have.
  const pan = ((me === 1 ? -x : x) / V.HALF_WIDTH) * 0.7
  const theirs = me !== null && seat !== me
  switch (kind) {
    case 'hit': {
      const pitch = SCALE[(seat === (me ?? 0) ? 3 : 1) + step]!
      // Soft and round, an octave below: it is a slime.
      return [note(pitch / 2, 0.12, 0.24, pan, 'sine'), note(pitch, 0.05, 0.09, pan, 'triangle')]
    }
    case 'wall':
    case 'fence':
      return [note(SCALE[step]!, 0.045, 0.08, pan, 'triangle')]
    case 'serve':
      return [note(SCALE[5], 0.06, 0.08, 0, 'sine')]
    case 'point':
      return [
        note(SCALE[0] / 2, 0.16, 0.2, pan, 'sine'),
        ...(theirs
          ? [note(SCALE[2], 0.16, 0.14, pan, 'triangle', 0.05), note(SCALE[0], 0.26, 0.14, pan, 'triangle', 0.16)]
          : [note(SCALE[5], 0.12, 0.14, pan, 'triangle', 0.05), note(SCALE[7], 0.22, 0.14, pan, 'triangle', 0.14)]),
      ]
  }
}
