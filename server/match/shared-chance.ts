import type { Chance } from '../../game/core/chance.ts'

/** Chance for two matches of the same game side by side. What the first one draws is as fresh as ever; the second takes the words that the first
 *  has drawn, in their order, so that both begin alike, and draws fresh ones where it is ahead: nothing that the first will meet is ever known. */
export function sharedChance(chance: Chance): { first: Chance; second: Chance } {
  const drawn: number[] = []
  let taken = 0
  return {
    first: {
      word() {
        const word = chance.word()
        drawn.push(word)
        return word
      },
    },
    second: { word: () => drawn[taken++] ?? chance.word() },
  }
}
