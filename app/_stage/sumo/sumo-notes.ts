import * as S from '../../../game/tasks/sumo/layout.ts'
import { note, SCALE, type Note } from '../notes.ts'
import type { SumoEffect } from './sumo-scene.ts'

/** What is heard of something in the ring. me: my seat; null: I watch. */
export function sumoNotes({ kind, x, seat, force }: SumoEffect, me: number | null): Note[] {
  // My side is on the left, whichever seat I have.
  const pan = ((me === 1 ? -x : x) / S.RING) * 0.6
  switch (kind) {
    case 'bump': {
      const pitch = SCALE[Math.min(4, Math.floor(force * 5))]! / 2
      const loudness = 0.08 + 0.2 * force
      return [note(pitch, 0.09, loudness, pan, 'triangle'), note(pitch / 2, 0.14, loudness * 0.8, pan, 'sine')]
    }
    case 'start':
      return [note(SCALE[5], 0.05, 0.1, 0, 'triangle'), note(SCALE[5], 0.12, 0.1, 0, 'triangle', 0.09)]
    case 'round':
      return seat === null || (me !== null && seat !== me)
        ? [note(SCALE[2], 0.18, 0.16, pan, 'triangle'), note(SCALE[0] / 2, 0.4, 0.18, pan, 'sine', 0.12)]
        : [note(SCALE[5], 0.14, 0.16, pan, 'triangle'), note(SCALE[7], 0.28, 0.16, pan, 'triangle', 0.1)]
  }
}
