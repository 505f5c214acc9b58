import { deflateRawSync } from 'node:zlib'
import { encodeLog } from '../../game/core/match-log.ts'
import { pong } from '../../game/tasks/pong/pong.ts'
import type { JournalLine } from '../../server/base/jobs-protocol.ts'
import { builtInActions, recordMatch } from './record-match.ts'

type SeatPlayer = Partial<JournalLine['seats'][number]> & { name: string }

/** A journal line of a real short Pong match between a hard and an easy built-in's moves; who won is in its places. */
export function playedLine(
  matchId: string,
  players: [SeatPlayer, SeatPlayer],
  changes: Partial<JournalLine> = {},
): JournalLine {
  const seed = [...matchId].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) >>> 0, 7)
  const { log } = recordMatch(pong, seed, builtInActions(pong, 'middle'), { options: { target: 1 } })
  log.header.match = matchId
  return {
    matchId,
    task: 'pong',
    taskVersion: pong.version,
    mode: 'ranked',
    rated: true,
    public: true,
    key: null,
    options: log.header.options,
    startedAt: '2026-01-02T10:00:00.000Z',
    endedAt: '2026-01-02T10:00:30.000Z',
    reason: 'finished',
    log: deflateRawSync(encodeLog(log)).toString('base64'),
    lateDecisions: 0,
    difficulty: null,
    newbornOf: null,
    heldBack: 0,
    seats: players.map((player, seat) => ({
      seat,
      userId: null,
      agentId: null,
      ownerId: null,
      contender: null,
      revisionHash: null,
      earlier: false,
      score: log.footer.scores[seat]!,
      place: log.footer.places[seat]!,
      ...player,
    })),
    ...changes,
  }
}

export const userSeat = (id: string, name = id): SeatPlayer => ({ userId: id, name, contender: `user:${id}` })
