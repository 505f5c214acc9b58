import { randomFillSync } from 'node:crypto'
import type { Chance } from '../../game/core/chance.ts'

/** Fresh words from the system's generator, which nobody can foretell, taken a hundred at a time. */
export function systemChance(): Chance {
  const words = new Uint32Array(128)
  let next = words.length
  return {
    word() {
      if (next === words.length) {
        randomFillSync(words)
        next = 0
      }
      return words[next++]!
    },
  }
}
