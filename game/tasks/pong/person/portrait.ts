import type { Portrait } from '../../../core/person-model.ts'
import * as P from '../layout.ts'
import type { Deed, Memory } from './memory.ts'

/** Bands of the court's height, from the bottom up. */
export const BANDS = ['bottom corner', 'low side', 'middle', 'high side', 'top corner'] as const
export const REGIONS = BANDS.length
/** Balls of the opponent's at the beginning and at the end by which it is told where they were sent. */
const AIMS = 30

/** From where to where a region of the portrait goes, in heights of the court. */
export function regionHeights(region: number): readonly [from: number, to: number] {
  const tall = (2 * P.WALL) / REGIONS
  return [-P.WALL + region * tall, -P.WALL + (region + 1) * tall]
}

/** The band in which a ball arrives at this height. */
export const bandAt = (arrival: number): number =>
  Math.max(0, Math.min(REGIONS - 1, Math.floor(((arrival + P.WALL) / (2 * P.WALL)) * REGIONS)))

const bandOf = ({ features }: Deed): number => bandAt(features[0]!)

const missed = ({ value }: Deed): boolean => Math.abs(value) > P.REACH

/** A serve comes from nobody: it goes anywhere, at a speed that no other ball has. */
const isServe = ({ features }: Deed): boolean => features[2]! <= P.SERVE_SPEED

/** Where somebody is weak and strong, by the balls that came to them: by where these arrived. Serves are met and missed, but not aimed.
 *  watched: of the balls, so many at the end are of this opponent. */
export function portraitOf({ deeds, config }: Memory, watched: number): Portrait {
  const aimed = deeds
    .slice(Math.max(0, deeds.length - watched))
    .filter((deed) => !isServe(deed))
    .map(bandOf)
  const aims = Math.min(AIMS, Math.floor(aimed.length / 2))
  const then = aimed.slice(0, aims)
  const now = aimed.slice(aimed.length - aims)
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
  return { things: 'balls', regions, aims, latest: now }
}
