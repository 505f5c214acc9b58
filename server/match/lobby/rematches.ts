import type { Done, Refusal } from '../../../game/protocol/replies.ts'
import type { MatchMode } from '../../../game/protocol/terms.ts'
import type { Contestant } from '../seats/contestant.ts'
import type { HostedMatch } from '../hosted-match.ts'
import { addressOf, human, type MatchMaker, type SeatRequest } from './match-maker.ts'
import type { Matches } from '../matches.ts'
import type { Player } from '../seats/player.ts'
import { refusal } from '../refusals.ts'

export interface RematchDeps {
  maker: MatchMaker
  matches: Matches
  /** Why this person cannot have one more match of this kind right now. */
  objection: (player: Player, mode: MatchMode) => Refusal | null
  /** Whatever this person waited for before, they do not any more. */
  forget: (player: Player) => void
}

/** The same again for those who have played a match, once every person who is left wants that. */
export class Rematches {
  constructor(private readonly deps: RematchDeps) {}

  /** Why this person cannot want to play this match again. */
  objection(player: Player, hosted: HostedMatch): Refusal | null {
    const { matches, maker, objection } = this.deps
    const seat = hosted.seatOf(player.userId)
    if (maker.stopping) return refusal('stopping')
    if (seat === null || !hosted.presence().seats[seat]?.connected) return refusal('not-seated')
    if (hosted.match.phase !== 'over') return refusal('not-over')
    if (hosted.newbornOf !== null) return refusal('raised-once')
    if (maker.claims.has(player.userId)) return refusal('busy')
    if (matches.playedBy(player.userId)) return refusal('playing')
    if (!matches.canKeep) return refusal('disk-full')
    return objection(player, hosted.settings.mode) ?? (matches.full ? refusal('full') : null)
  }

  /** Notes that somebody who is there wants to play again; whether every person does now. */
  note(player: Player, hosted: HostedMatch): boolean {
    hosted.wantRematch.set(hosted.seatOf(player.userId) ?? -1, player)
    hosted.noteChange()
    return hosted.humanSeats.every((seat) => hosted.wantRematch.has(seat))
  }

  /** Opens the next match, in which everybody has moved on by one seat. asker: who was the last to want it. unwatched: whether they want
   *  nobody uninvited to watch it, of sparring; as in the match before where it is missing. */
  async open(asker: Player, hosted: HostedMatch, unwatched?: boolean): Promise<Done> {
    const { maker, matches, forget } = this.deps
    const { settings, contestants, wantRematch } = hosted
    const others = [...wantRematch].filter(([, { userId }]) => userId !== asker.userId)
    const busy = others.filter(([, { userId }]) => maker.claims.has(userId) || matches.playedBy(userId))
    if (busy.length > 0) {
      for (const [seat] of busy) wantRematch.delete(seat)
      hosted.noteChange()
      return refusal('opponent-busy')
    }
    const players = others.map(([, player]) => player)
    for (const player of [asker, ...players]) forget(player)
    const stayed = contestants.flatMap((contestant, seat) =>
      hosted.match.left.includes(seat) ? [] : [{ contestant, seat }],
    )
    const seats = stayed.map(async ({ contestant, seat }) => {
      if (contestant.kind === 'agent') return maker.agent(again(contestant), contestant)
      const player = wantRematch.get(seat)
      return player ? human(player) : contestant
    })
    try {
      const next = await maker.claims.hold(players, false, async () => {
        const [first, ...rest] = await Promise.all(seats)
        const movedOn = first ? [...rest, first] : rest
        const game = { ...settings, seats: contestants.length }
        const all = await maker.fill(game, movedOn, asker.userId)
        const difficulty = hosted.holdingBack?.state.chosen
        const watched = settings.mode === 'sparring' && unwatched !== undefined ? { public: !unwatched } : {}
        const { beside } = settings
        const besides = beside ? { beside: await maker.agent(again(beside), beside) } : {}
        const asBefore = { ...settings, ...watched, ...besides, ...(difficulty ? { difficulty } : {}) }
        return maker.open(game, asBefore, all, settings.mode === 'ranked' || settings.mode === 'people')
      })
      if (!next) return refusal('opponent-busy')
      // Who watched what everybody could is not invited to what nobody else can.
      if (hosted.key === null && next.key !== null)
        for (const player of [asker, ...players]) player.send('match:next', addressOf(next))
      else hosted.broadcast('match:next', addressOf(next))
      return { ok: true }
    } finally {
      wantRematch.clear()
      hosted.noteChange()
    }
  }
}

/** The request for the same agent, also where it was asked for "one near my rating". */
function again({ agent, request }: Extract<Contestant, { kind: 'agent' }>): SeatRequest {
  return request.ask === 'seat-agent' ? { ...request, agentId: agent.agentId } : request
}
