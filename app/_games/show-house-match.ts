import { openCourt } from '../_stage/courts.ts'
import { noInsight } from '../_stage/insight.ts'
import { readPalette } from '../_stage/palette.ts'
import { watchSize } from '../_stage/watch-size.ts'
import { onThemeChange } from '../_ui/theme.ts'
import { fetchHouse, houseMatch } from './house-match.ts'

/** A small court need not be drawn more often, ms. */
const FRAME_MILLIS = 30
/** Longest step of time that is drawn at once, ms. */
const LONGEST_MILLIS = 100
/** How long the last moment of a match stays, ms. */
const REST_MILLIS = 2000
/** Of the first match: the same at each visit. */
const FIRST_SEED = 7

/** Lets the house agents of a task play inside `host`, match after match, drawn as its matches are, until `stop`. drawn: is called after the first
 *  frame. Rejects where something of it cannot be fetched. */
export async function showHouseMatches(
  host: HTMLElement,
  id: string,
  stop: AbortSignal,
  drawn: () => void,
): Promise<void> {
  const { registry } = await import('../../game/tasks/index.ts')
  const task = registry.find(id)
  if (!task) throw new Error(`There is no task "${id}"`)
  const [house, court] = await Promise.all([fetchHouse(task), openCourt(task)])
  for (let seed = FIRST_SEED; !stop.aborted; seed++) {
    const feed = houseMatch(task, house, seed)
    const picture = court.openPicture()
    const stopWatching = watchSize(host, picture)
    const stopColours = onThemeChange(() => picture.recolour(readPalette()))
    const kinds = feed.snapshot.scores.map(() => 'agent' as const)
    await picture.show(host, { kinds, mine: null, palette: readPalette(), still: false })
    let now = 0
    let rested = 0
    await frames(stop, (millis) => {
      now += millis
      const timeline = feed.frame(now)
      if (timeline) picture.frame(timeline, [], noInsight, millis)
      drawn()
      if (feed.snapshot.result !== null) rested += millis
      return rested < REST_MILLIS
    })
    stopWatching()
    stopColours()
    picture.destroy()
  }
}

/** Calls with the time since the last call, in the browser's frames but not more often than is needed, for as long as that returns true. */
const frames = (stop: AbortSignal, call: (millis: number) => boolean): Promise<void> =>
  new Promise((resolve) => {
    let last: number | null = null
    const turn = (now: number): void => {
      if (stop.aborted) return resolve()
      if (last !== null && now - last < FRAME_MILLIS) return void requestAnimationFrame(turn)
      const millis = last === null ? 0 : Math.min(LONGEST_MILLIS, now - last)
      last = now
      if (call(millis)) requestAnimationFrame(turn)
      else resolve()
    }
    requestAnimationFrame(turn)
  })
