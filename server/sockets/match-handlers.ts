import type { ClientBody } from '../../game/protocol/messages.ts'
import type { Done, JoinReply, StateReply } from '../../game/protocol/replies.ts'
import type { HostedMatch, Learner } from '../match/hosted-match.ts'
import { addressOf } from '../match/lobby/match-maker.ts'
import type { Matches } from '../match/matches.ts'
import { refusal } from '../match/refusals.ts'
import type { Connection } from './connection.ts'
import { asBuffer } from './rooms.ts'
import type { SeatHolders } from './seat-holders.ts'

export interface MatchDoor {
  matches: Matches
  holders: SeatHolders
}

/** Enters a match: as its player where a seat is the person's, else as a spectator. */
export function joinMatch(
  { matches, holders }: MatchDoor,
  connection: Connection,
  body: ClientBody<'match:join'>,
): JoinReply {
  const hosted = matches.get(body.match)
  if (!hosted) return refusal(matches.diedWith(body.match) ? 'void-restart' : 'no-match')
  const seat = hosted.seatOf(connection.userId)
  if (seat === null && hosted.key !== null && hosted.key !== body.key) return refusal('no-match')
  const objection = seat === null ? null : matches.returnRefusal(hosted)
  if (objection) return objection
  const stays = connection.place?.hosted === hosted && connection.place.seat === seat
  if (!stays) {
    // News of the match before would be taken for news of this one.
    connection.deafen()
    holders.release(connection, true)
    connection.enter(hosted, seat)
  }
  connection.listen()
  if (seat !== null) holders.hold(connection, hosted, seat, body.draws ?? false)
  if (hosted.recorded) connection.send('match:recorded', hosted.recorded)
  return joined(hosted, seat, connection.userId)
}

/** The state of the match that a connection is in. */
export function stateOfMatch(connection: Connection, { match }: ClientBody<'match:state'>): StateReply {
  const { place } = connection
  if (place?.hosted.id !== match) return refusal('no-match')
  const { tick, state, codes, paused } = place.hosted.match.whole(place.seat === null ? 'watchers' : 'players')
  return {
    ok: true,
    tick,
    state: asBuffer(new Uint8Array(state.buffer, state.byteOffset, state.byteLength)),
    codes,
    paused,
  }
}

/** A person's key. */
export function inputToMatch(connection: Connection, { tick, action }: ClientBody<'match:input'>): void {
  const { place } = connection
  if (place && place.seat !== null) place.hosted.match.input(place.seat, tick, action)
}

/** A person wishes their sparring partner to hold back more, or less. */
export function chooseDifficulty({ place }: Connection, { match, difficulty }: ClientBody<'match:difficulty'>): Done {
  if (place?.hosted.id !== match) return refusal('no-match')
  if (place.seat === null) return refusal('not-seated')
  return place.hosted.chooseDifficulty(difficulty) ? { ok: true } : refusal('no-difficulty')
}

/** A person's court is drawn. */
export function readyForMatch({ place }: Connection, { match }: ClientBody<'match:ready'>): Done {
  if (place?.hosted.id !== match) return refusal('no-match')
  if (place.seat === null) return refusal('not-seated')
  place.hosted.match.ready(place.seat)
  return { ok: true }
}

/** A person pauses their sparring match, or lets it go on. */
export function pauseMatch({ place }: Connection, { match, paused }: ClientBody<'match:pause'>): Done {
  if (place?.hosted.id !== match) return refusal('no-match')
  if (place.seat === null) return refusal('not-seated')
  const outcome = place.hosted.match.pause(paused)
  if (outcome === 'done') return { ok: true }
  return refusal(outcome === 'never' ? 'no-pause' : 'pauses-spent')
}

/** A person goes to another page: their seat is held, and this connection is not in the match any more. */
export function stepOutOfMatch(
  { holders }: MatchDoor,
  connection: Connection,
  { match }: ClientBody<'match:away'>,
): Done {
  const { place } = connection
  if (place?.hosted.id !== match) return refusal('no-match')
  if (place.seat === null) return refusal('not-seated')
  connection.deafen()
  holders.release(connection, true)
  connection.exit()
  return { ok: true }
}

/** Gives up a seat in a match that is being played; stops watching any other. */
export function leaveMatch(
  { matches, holders }: MatchDoor,
  connection: Connection,
  body: ClientBody<'match:leave'>,
): Done {
  const hosted = matches.get(body.match)
  const seat = hosted?.seatOf(connection.userId) ?? null
  // A person who gives up stays to hear how it ended.
  if (hosted && seat !== null && hosted.match.phase !== 'over') hosted.match.leave(seat)
  else if (hosted && connection.place?.hosted === hosted) {
    connection.deafen()
    holders.release(connection, true)
    connection.exit()
  }
  return { ok: true }
}

/** A connection has ended. */
export function leftBehind({ holders }: MatchDoor, connection: Connection): void {
  holders.release(connection)
  connection.exit()
}

function joined(hosted: HostedMatch, seat: number | null, userId: string | null): JoinReply {
  const { match, settings, learner } = hosted
  const { body, tick, serial } = match.published(seat === null ? 'watchers' : 'players')
  const { mode, rated } = settings
  const isTheirs = seat !== null || settings.askedBy?.userId === userId
  return {
    ok: true,
    match: hosted.id,
    mode,
    rated,
    unratedReason: settings.unratedReason,
    public: settings.public,
    header: match.header,
    seat,
    body: asBuffer(body),
    tick,
    serial,
    presence: hosted.presence(),
    result: hosted.announced ? hosted.result : null,
    pauseWished: seat !== null && match.pauseWished,
    raisedUntil: Number.isFinite(match.lastTick) ? match.lastTick : null,
    beside: hosted.beside ? addressOf(hosted.beside) : null,
    learning: learner && isTheirs && learner.ownerId === userId ? learning(learner) : null,
  }
}

function learning({
  seat,
  agentId,
  revision,
  hash,
  spec,
  weights,
  observation,
}: Learner): NonNullable<(JoinReply & { ok: true })['learning']> {
  return { seat, agent: agentId, revision, hash, spec, weights: asBuffer(weights), observation }
}
