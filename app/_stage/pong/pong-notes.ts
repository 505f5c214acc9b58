import * as P from '../../../game/tasks/pong/layout.ts'
import { note, SCALE, type Note } from '../notes.ts'
import type { PongEffect } from './pong-scene.ts'

/** What is heard of something on the court. me: my seat; null: I watch. */
export function pongNotes({ kind, x, seat, force }: PongEffect, me: number | null): Note[] {
  const step = Math.min(4, Math.floor(force * 5))
  // My side is on the left, whichever seat I have.
  const pan = (me === 1 ? -x : x) / P.COURT
  const theirs = me !== null && seat !== me
  switch (kind) {
    case 'hit':
      return [
        note(SCALE[(seat === (me ?? 0) ? 3 : 2) + step]! * (theirs ? 0.5 : 1), 0.075, 0.22, pan * 0.6, 'triangle'),
      ]
    case 'wall':
      return [note(SCALE[step]!, 0.04, 0.07, pan * 0.6, 'sine')]
    case 'serve':
      return [note(SCALE[5], 0.05, 0.08, 0, 'sine')]
    case 'point':
      return theirs
        ? [note(SCALE[2], 0.16, 0.16, pan * 0.4, 'triangle'), note(SCALE[0], 0.26, 0.16, pan * 0.4, 'triangle', 0.11)]
        : [note(SCALE[5], 0.12, 0.16, pan * 0.4, 'triangle'), note(SCALE[7], 0.22, 0.16, pan * 0.4, 'triangle', 0.09)]
  }
}
