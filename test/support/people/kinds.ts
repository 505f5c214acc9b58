import { SeededChance } from '../../../game/core/chance.ts'
import { between, corner, sign } from './draw.ts'
import { drawMixture } from './mixture.ts'
import type { Person } from './person.ts'
import { plainStyle, type Style, type Traits } from './style.ts'

interface Kind {
  learnable: boolean
  draw(chance: SeededChance): Traits
}

const kinds: Readonly<Record<string, Kind>> = {
  /** Misjudges what comes to one corner. */
  'weak-corner': {
    learnable: true,
    draw: (chance) => ({
      style: {
        aimError: 3.5,
        weakness: { ...corner(sign(chance), between(chance, 40, 50)), error: between(chance, 11, 14) },
      },
    }),
  },
  /** Is late by twelve ticks. */
  late: {
    learnable: true,
    draw: (chance) => ({ reactionTicks: 12, style: { aimError: between(chance, 4, 5), hesitation: 3 } }),
  },
  /** Cannot go high. */
  'not-high': {
    learnable: true,
    draw: (chance) => ({ style: { aimError: 3.5, highest: between(chance, 50, 55) } }),
  },
  /** Expects each ball where the last one did not come, and trusts their eyes late. */
  mirror: {
    learnable: true,
    draw: (chance) => ({ style: { aimError: 2.6, expects: 'mirror', trusts: between(chance, 20, 28) } }),
  },
  /** Meets each ball with the middle of the paddle, so returns it straight. */
  straight: {
    learnable: true,
    draw: (chance) => ({ style: { aimError: between(chance, 5, 5.5), spread: 0 } }),
  },
  /** Cannot go to one side, and after half of the play not to the other. */
  changes: {
    learnable: true,
    draw(chance) {
      const side = sign(chance)
      const edge = between(chance, 51, 56)
      const limits = (to: number): Partial<Style> => (to > 0 ? { highest: edge } : { lowest: -edge })
      return { first: { aimError: 3.5, ...limits(side) }, style: { aimError: 3.5, ...limits(-side) } }
    },
  },
  /** Loses sight of some balls, whichever: nothing to learn. */
  random: {
    learnable: false,
    draw: (chance) => ({ style: { aimError: 4, blunders: between(chance, 0.08, 0.11), blunderError: 60 } }),
  },
  /** Seldom misses, and has one small habit: waits off the middle. */
  strong: {
    learnable: true,
    draw: (chance) => ({
      reactionTicks: 0,
      style: { aimError: 3.5, hesitation: 0, home: sign(chance) * between(chance, 20, 30) },
    }),
  },
  /** Misjudges what a ball does off the wall, until it has done so. */
  spin: {
    learnable: true,
    draw: (chance) => ({ style: { aimError: 4.5, bounce: between(chance, 0.55, 0.65) } }),
  },
  /** Is bad at fast balls. */
  fast: {
    learnable: true,
    draw: (chance) => ({ style: { aimError: 3, fastError: between(chance, 9, 11) } }),
  },
  /** After a lost point waits on one side, and is shaken. */
  sulks: {
    learnable: true,
    draw: (chance) => ({
      style: { aimError: 3.5, homeAfterLost: sign(chance) * between(chance, 40, 50), shaken: 1.4, trusts: 10 },
    }),
  },
  /** A random mixture of all these. */
  drawn: { learnable: true, draw: drawMixture },
}

/** The names of the fixed kinds. */
export const kindNames: readonly string[] = Object.keys(kinds).filter((name) => name !== 'drawn')

/** A person by name: a kind and, after a colon, the seed of what is drawn for them (0 when missing), e.g. `late` or `drawn:3`. The same name is
 *  always the same person. Throws RangeError where there is no such kind. */
export function personByName(name: string): Person {
  const [id = '', seed = '0'] = name.split(':')
  const kind = Object.hasOwn(kinds, id) ? kinds[id] : undefined
  if (!kind || !/^\d{1,9}$/.test(seed))
    throw new RangeError(
      `There is no person "${name}"; there are ${Object.keys(kinds).join(', ')}, each also with a seed such as drawn:3.`,
    )
  const { reactionTicks = 2, first, style } = kind.draw(new SeededChance(Number(seed)))
  const later = { ...plainStyle, ...style }
  const before = first ? { ...plainStyle, ...first } : later
  return { name, learnable: kind.learnable, reactionTicks, styleAt: (progress) => (progress < 0.5 ? before : later) }
}
