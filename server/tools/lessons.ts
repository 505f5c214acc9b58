import type { Settings } from '../../game/learn/learner/configuration.ts'
import type { SchoolingConfig } from '../../game/learn/practice/schooling.ts'

/** What is not as usual in the school of a task's house agents. */
export interface Lessons extends Partial<Pick<SchoolingConfig, 'seats' | 'domain' | 'demonstrations'>> {
  /** Units of the dense layers. */
  hidden?: readonly number[]
  /** How many environments there are against built-ins, past selves and itself. */
  environments?: Partial<Record<'builtIns' | 'past' | 'self', number>>
  /** How much of the usual reaction delay its agents have, in practice and in matches. */
  delay?: number
  /** Of the algorithm. */
  settings?: Settings
}

/** By task. All others learn as usual. */
const LESSONS: Readonly<Record<string, Lessons>> = {
  // At random one never comes out of the valley.
  mountaincar: { demonstrations: { strength: 'steady', share: 0.5 } },
  // Nor to the goal of a maze; and nobody there is in another's way. A wide first layer over a window would make a large file.
  maze: {
    hidden: [32, 32],
    seats: 1,
    domain: { options: { size: [4, 7] } },
    demonstrations: { strength: 'hard', share: 0.7 },
  },
  // Nothing that is seen tells what one decided and has not come into force yet: with all of the delay none of a minute won against the middle one.
  volley: { delay: 0.5 },
  // Eight learn at once in a match with itself, so few of those are as many as usual.
  forage: { hidden: [16, 32], environments: { builtIns: 16, past: 0, self: 14 } },
}

export const lessonsOf = (task: string): Lessons => LESSONS[task] ?? {}
