import { note, SCALE, type Note } from '../notes.ts'
import type { MazeEffect } from './maze-scene.ts'

/** What is heard in the maze. pan: where, −1 to 1 · me: my seat; null: I watch */
export function mazeNotes({ kind, seat }: MazeEffect, pan: number, me: number | null): Note[] {
  const loud = seat === me || me === null ? 1 : 0.35
  switch (kind) {
    case 'key':
      return [5, 7].map((step, i) => note(SCALE[step]!, 0.16, 0.17 * loud, pan, 'triangle', i * 0.07))
    case 'door':
      return [note(SCALE[0] / 2, 0.2, 0.2 * loud, pan, 'triangle'), note(SCALE[2], 0.12, 0.1 * loud, pan, 'sine', 0.08)]
    case 'goal':
      return seat === me || me === null
        ? [3, 5, 7].map((step, i) => note(SCALE[step]!, 0.22, 0.17, pan, 'triangle', i * 0.09))
        : [note(SCALE[2], 0.2, 0.12, pan, 'triangle'), note(SCALE[0], 0.3, 0.12, pan, 'triangle', 0.12)]
  }
}
