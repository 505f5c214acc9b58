import type { Portrait } from '../../../core/person-model.ts'
import * as P from '../layout.ts'
import type { Deed, Memory } from './memory.ts'

/** Bands of the court's height, from the bottom up. */
const BANDS = ['bottom corner', 'low', 'middle', 'high', 'top corner'] as const
/** Balls at the beginning and at the end by which it is told where they were sent. */
const AIMS = 30

const bandOf = ({ features }: Deed): number =>
  Math.max(0, Math.min(BANDS.length - 1, Math.floor(((features[0]! + P.WALL) / (2 * P.WALL)) * BANDS.length)))

const missed = ({ value }: Deed): boolean => Math.abs(value) > P.REACH

/** Where somebody is weak and strong, by the balls that came to them: by where these arrived. */
export function portraitOf({ deeds, config }: Memory): Portrait {
  const aims = Math.min(AIMS, Math.floor(deeds.length / 2))
  const then = deeds.slice(0, aims).map(bandOf)
  const now = deeds.slice(deeds.length - aims).map(bandOf)
  const share = (bands: readonly number[], band: number): number =>
    aims === 0 ? 0 : bands.filter((one) => one === band).length / aims
  const regions = BANDS.map((name, band) => {
    const here = deeds.filter((deed) => bandOf(deed) === band)
    const misses = here.filter(missed).length
    return {
      name,
      met: here.length,
      missed: misses,
      expectedMiss: misses / (here.length + config.priorWeight),
      aimedThen: share(then, band),
      aimedNow: share(now, band),
    }
  })
  return { things: 'balls', regions, aims }
}
