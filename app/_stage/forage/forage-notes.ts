import * as F from '../../../game/tasks/forage/layout.ts'
import { note, SCALE, type Note } from '../notes.ts'
import type { ForageEffect } from './forage-scene.ts'

const panOf = (x: number): number => 0.6 * ((2 * x) / (F.SIDE - 1) - 1)

/** What is heard on the meadow. me: my seat; null: I watch. Of what others eat one hears next to nothing. */
export function forageNotes(effect: ForageEffect, me: number | null): Note[] {
  const pan = panOf(effect.x)
  if (effect.kind === 'eat') {
    // A patch that is gathered is a little tune.
    const step = 3 + ((effect.x + 2 * effect.y) % 5)
    return effect.seat === me
      ? [note(SCALE[step]!, 0.09, 0.17, pan, 'triangle')]
      : [note(SCALE[step]! / 2, 0.04, me === null ? 0.05 : 0.025, pan, 'sine')]
  }
  if (effect.from === me)
    return [note(SCALE[2], 0.18, 0.2, pan, 'sawtooth'), note(SCALE[0] / 2, 0.34, 0.2, pan, 'triangle', 0.1)]
  if (effect.seat === me)
    return [note(SCALE[5], 0.1, 0.18, pan, 'triangle'), note(SCALE[7], 0.2, 0.18, pan, 'triangle', 0.08)]
  return [note(SCALE[1], 0.1, 0.07, pan, 'triangle')]
}
