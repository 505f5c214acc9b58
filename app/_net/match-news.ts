import type { LogEvent } from '../../game/core/match-log.ts'
import type { Playback } from '../../game/core/playback.ts'
import type { Task } from '../../game/core/task.ts'
import type { Joined } from './live-match.ts'
import type { MatchEntry, MatchSnapshot, SeatPolicy } from './match-snapshot.ts'

/** What holds for the whole of a match, as the server told it to who comes in. */
export const entryOf = (
  { match, mode, rated, unratedReason, public: isPublic, header, seat, learning, raisedUntil, beside }: Joined,
  task: Task,
): MatchEntry => ({
  match,
  mode,
  rated,
  unratedReason,
  public: isPublic,
  header,
  task,
  seat,
  learning,
  raisedUntil,
  beside: beside && { match: beside.match, ...(beside.key === undefined ? {} : { key: beside.key }) },
})

/** What the log so far says of the match, for who comes in. now: ms of the page's monotonic clock. */
export function stateOnEntry(
  playback: Playback,
  events: readonly LogEvent[],
  now: number,
): Pick<MatchSnapshot, 'begun' | 'paused' | 'scores' | 'policies' | 'left' | 'lateDecisions'> {
  const { task, tick, state, header } = playback
  const since = (event: LogEvent): number => now - ((tick - event.tick) * 1000) / task.ticksPerSecond
  return {
    begun: tick >= 0,
    paused: playback.paused,
    scores: header.seats.map((_, seat) => (tick < 0 ? 0 : task.score(state, seat))),
    policies: latestPolicies(
      Array.from(header.seats, () => null),
      events,
      since,
    ),
    left: leftBy(events),
    lateDecisions: countLate(
      Array.from(header.seats, () => 0),
      events,
    ),
  }
}

/** What a batch changed of the snapshot; null for nothing. */
export function newsOf(
  playback: Playback,
  events: readonly LogEvent[],
  before: MatchSnapshot,
  now: number,
): Partial<MatchSnapshot> | null {
  const scores = before.scores.map((_, seat) => playback.task.score(playback.state, seat))
  const news: Partial<MatchSnapshot> = {}
  if (scores.some((score, seat) => score !== before.scores[seat])) news.scores = scores
  if (!before.begun) news.begun = true
  if (playback.paused !== before.paused) news.paused = playback.paused
  if (events.some((event) => event.kind === 'policy'))
    news.policies = latestPolicies(before.policies, events, () => now)
  const left = leftBy(events)
  if (left.length > 0) news.left = [...before.left, ...left]
  if (events.some((event) => event.kind === 'late')) news.lateDecisions = countLate(before.lateDecisions, events)
  return Object.keys(news).length > 0 ? news : null
}

function latestPolicies(
  before: readonly (SeatPolicy | null)[],
  events: readonly LogEvent[],
  since: (event: LogEvent) => number,
): (SeatPolicy | null)[] {
  const policies = [...before]
  for (const event of events)
    if (event.kind === 'policy')
      policies[event.seat] = { revision: event.revision, hash: event.hash, tick: event.tick, at: since(event) }
  return policies
}

const leftBy = (events: readonly LogEvent[]): number[] =>
  events.flatMap((event) => (event.kind === 'seat' && event.state === 'left' ? [event.seat] : []))

function countLate(before: readonly number[], events: readonly LogEvent[]): number[] {
  const counts = [...before]
  for (const event of events) if (event.kind === 'late') counts[event.seat] = (counts[event.seat] ?? 0) + 1
  return counts
}
