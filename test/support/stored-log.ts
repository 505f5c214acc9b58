import { inflateRawSync } from 'node:zlib'
import { expect, type Page } from '@playwright/test'
import { checkLog } from '../../game/core/check-log.ts'
import { decodeLog, readEvents, type MatchLog } from '../../game/core/match-log.ts'
import { actionCodec } from '../../game/core/action-codec.ts'
import type { Task } from '../../game/core/task.ts'

/** The log of a match that is over, as the page's browser may have it, once it is stored. origin: of the Sparring. */
export async function storedLog({ request }: Page, origin: string, match: string): Promise<MatchLog> {
  const file = `${origin}/api/matches/${match}/log`
  await expect.poll(async () => (await request.get(file)).status()).toBe(200)
  return decodeLog(inflateRawSync(await (await request.get(file)).body()))
}

/** The revisions of a log that came into force during it and then took part in play, in their order: a tick of more than waiting was stepped with
 *  them. */
export function revisionsThatPlayed(task: Task, log: MatchLog): number[] {
  const inPlay: boolean[] = []
  expect(checkLog(task, log, (state) => void inPlay.push(!task.atServe(state)))).toEqual({ ok: true })
  const served = readEvents(log.body, actionCodec(task.action).bytes).filter((event) => event.kind === 'policy')
  return served
    .filter(({ tick }, i) => inPlay.slice(tick + 1, (served[i + 1]?.tick ?? log.footer.ticks) + 1).includes(true))
    .map(({ revision }) => revision)
}
