import { MatchView } from '../../../game/protocol/http.ts'
import { matchPath } from '../../_api/api-paths.ts'
import { mapReply, type PageReply, readKnownHere, readPublic } from '../../_api/read-api.ts'
import { aboutJustOver, aboutLive, aboutMatch, type Shared } from '../../_share/words.ts'

/** What everybody may know of a match, running or over; 'missing' where that is nothing. */
export async function sharedMatch(id: string): Promise<PageReply<Shared>> {
  const known = await readKnownHere()
  if (!known || !('match' in known)) return recordedMatch(id)
  if (known.match === 'lost' || !known.live) return 'missing'
  if (!known.over) return { data: aboutLive(known.live) }
  const recorded = await recordedMatch(id)
  return typeof recorded === 'object' ? recorded : { data: aboutJustOver(known.live) }
}

async function recordedMatch(id: string): Promise<PageReply<Shared>> {
  return mapReply(await readPublic(MatchView, matchPath(id)), aboutMatch)
}
