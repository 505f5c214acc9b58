import type { PlayRequest } from '../../game/protocol/messages.ts'
import type { MatchEntry } from '../_net/match-snapshot.ts'

const KEY = 'sparring.asked-for'

/** Remembers in this tab what a match was asked for with, so that the same can be asked for again where the match is lost. */
export function rememberRequest(match: string, request: PlayRequest | null): void {
  try {
    if (request) sessionStorage.setItem(KEY, JSON.stringify({ match, request }))
    else sessionStorage.removeItem(KEY)
  } catch {
    // Storage is blocked: then what the match's header says has to do.
  }
}

/** The rematch of a match was asked for with the same. */
export function rememberRematch(match: string, next: string): void {
  const request = requestOf(match)
  if (request) rememberRequest(next, request)
}

/** What this tab asked for when it got this match; null where that is not known. */
export function requestOf(match: string): PlayRequest | null {
  try {
    const found: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? 'null')
    if (typeof found !== 'object' || found === null || !('match' in found) || !('request' in found)) return null
    // Only this file writes it, and the server judges what it is sent.
    return found.match === match ? (found.request as PlayRequest) : null
  } catch {
    return null
  }
}

/** What to ask for to play the same again; null for somebody who watched, or played by invitation. */
export function sameAgain(match: string, entry: MatchEntry | null): PlayRequest | null {
  const asked = requestOf(match)
  if (asked) return asked.mode === 'invite' ? null : asked
  if (!entry || entry.seat === null || entry.mode === 'invite') return null
  const { task, seats } = entry.header
  // One opponent is asked for again; of several agents who filled the seats, the same number.
  const others = seats.filter((_, seat) => seat !== entry.seat)
  const [other] = others
  if (entry.mode === 'ranked')
    return {
      mode: 'ranked',
      task,
      agentId: others.length === 1 && other?.kind === 'agent' ? other.id : null,
      seats: seats.length,
    }
  return { mode: entry.mode, task }
}
