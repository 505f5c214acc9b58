import { KNOWN_HEADER, sayKnown, type Known } from '../../game/protocol/page-door.ts'
import { parseTarget } from './request-target.ts'

/** What the game process knows of matches and invitations. */
export interface KnownDeps {
  match: (id: string) => Known | null
  invitation: (token: string) => Known | null
}

/** What the game process adds to a request for the page of a match or an invitation, or for its picture: web could not find it out. */
export function knownHeaders(url: string | undefined, { match, invitation }: KnownDeps): Record<string, string> {
  const [, room, id] = parseTarget(url)?.pathname.split('/') ?? []
  if (!id) return {}
  const known = room === 'match' ? match(id) : room === 'join' ? invitation(id) : null
  return known ? { [KNOWN_HEADER]: sayKnown(known) } : {}
}
