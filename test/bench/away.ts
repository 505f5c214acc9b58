import { setTimeout as after } from 'node:timers/promises'
import { playWhileAway, waysToBeAway } from '../support/database-away.ts'

/** The database is away for a minute while matches end, in each way that there is here: it stands still, and, with TEST_DATABASE_URL, a server
 *  that refuses everybody.
 *  Options: seconds (60), matches (40; half of them end meanwhile).
 *  lost: results that were announced and never recorded; out_of_order: recorded in another place than announced; behind_s: from the
 *  database's return until the last one was recorded. */
export async function run(options: Record<string, string> = {}): Promise<Record<string, number>> {
  const seconds = Number(options['seconds'] ?? 60)
  const matches = Number(options['matches'] ?? 40)
  const figures: Record<string, number> = {}
  for (const { name, start } of waysToBeAway) {
    const gate = await start()
    try {
      const pause = (seconds * 1000) / Math.ceil(matches / 2)
      const { announced, page, play } = await playWhileAway(gate, matches, () => after(pause))
      const back = performance.now()
      let recorded = await gate.recorded()
      while (recorded.length < announced.length && performance.now() - back < 60_000) {
        await after(100)
        recorded = await gate.recorded()
      }
      const key = name.replaceAll(' ', '_')
      figures[`${key}_announced`] = announced.length
      figures[`${key}_lost`] = announced.filter((id) => !recorded.includes(id)).length
      figures[`${key}_out_of_order`] = announced.filter((id, i) => recorded[i] !== id).length
      figures[`${key}_behind_s`] = (performance.now() - back) / 1000
      figures[`${key}_page_status`] = page.status
      figures[`${key}_play_refused`] = play.ok ? 0 : 1
    } finally {
      await gate.close()
    }
  }
  return figures
}
