import type { Task } from '../../game/core/task.ts'
import type { Done, InviteReply, PlayReply, PlayRequest, Refusal } from '../../game/protocol/messages.ts'
import type { JobsRequest } from '../base/jobs-protocol.ts'
import { SeatRefusal } from '../base/seat-refusal.ts'
import type { Limits } from '../base/limits.ts'
import type { Logger } from '../base/logger.ts'
import { builtinAgentId } from '../base/ids.ts'
import { hasRoom } from '../base/networks.ts'
import { Claims } from './claims.ts'
import type { Contestant, MatchMode } from './contestant.ts'
import { currentNames, underCurrentNames } from './current-names.ts'
import type { HostedMatch, MatchSettings } from './hosted-match.ts'
import { Invitations } from './invitations.ts'
import { Line } from './line.ts'
import type { Matches } from './matches.ts'
import type { Jobs } from '../base/jobs-protocol.ts'
import type { Player } from './player.ts'
import { pauseRefusal, refusal } from './refusals.ts'
import type { Millis, Timers } from '../base/time.ts'

/** How long a person waits for another one before an agent steps in. */
export const STEP_IN: Millis = 5_000
const DEFAULT_TARGET = 11

type SeatRequest = Extract<JobsRequest, { ask: 'seat-partner' | 'seat-agent' }>

interface Waiting {
  player: Player
  cancelStepIn: () => void
}

export interface LobbyDeps {
  task: Task
  timers: Timers
  matches: Matches
  jobs: Jobs
  log: Logger
  limits: Pick<Limits, 'line' | 'linePerAddress' | 'invitations' | 'invitationsPerAddress' | 'matchesPerAddress'>
}

/** Brings people and agents together. One match a person at a time: who asks for another one gives up a sparring match that runs, and is sent
 *  back into any other. The first match seats the one who asked, or came first, on the left; a rematch swaps the sides. */
export class Lobby {
  private waiting: Waiting | null = null
  private readonly invitations: Invitations
  private readonly claims = new Claims()
  private readonly line: Line
  private stopping = false

  constructor(private readonly deps: LobbyDeps) {
    const { timers, limits, matches } = deps
    this.invitations = new Invitations(timers, limits)
    this.line = new Line({
      timers,
      room: () => !matches.full,
      serve: (player, request) => this.serve(player, request),
      failed: (err) => deps.log.error({ err }, 'Somebody who stood in line could not be served'),
      limits,
    })
  }

  /** Who waits for anything: for a person, in line, for somebody to open an invitation. */
  get waitingCount(): number {
    return (this.waiting ? 1 : 0) + this.line.length + this.invitations.count
  }

  /** Asks for a match. */
  play(player: Player, request: PlayRequest): Promise<PlayReply> {
    return this.alone(player, async () => {
      const running = this.settle(player.userId)
      if (running) return seated(running)
      const { matches } = this.deps
      if (!matches.canKeep) return refusal('disk-full')
      this.forget(player, request.mode !== 'invite')
      const objection = this.objection(player, request.mode)
      if (objection) return objection
      if (request.mode === 'invite' || (this.line.length === 0 && !matches.full)) return this.find(player, request)
      const place = this.line.enter(player, request)
      return typeof place === 'string' ? refusal(place) : { ok: true, waiting: 'line', place }
    })
  }

  /** Stops waiting, for a person, in line, or for an invited one. */
  cancel(player: Player): Done {
    this.claims.cancel(player)
    this.line.leave(player.userId, player)
    if (this.waiting?.player === player) this.stopWaiting(player.userId)
    this.closeInvitation(player.userId)
    return { ok: true }
  }

  /** A connection was lost: nobody is paired with somebody who is not there. */
  disconnected(player: Player): void {
    this.claims.disconnected(player)
    this.line.leave(player.userId, player)
    if (this.waiting?.player === player) this.stopWaiting(player.userId)
    this.deps.matches.connectionLost(player)
  }

  /** Whose invitation it is; takes no seat. */
  async invitation(token: string): Promise<InviteReply> {
    const invitation = this.invitations.get(token)
    if (!invitation) return refusal('no-invitation')
    const { host, target } = invitation
    const names = await currentNames(this.deps.jobs, [host])
    return { ok: true, host: names[host.userId] ?? host.name, task: this.deps.task.id, target }
  }

  /** Takes the seat that an invitation offers. */
  accept(player: Player, token: string): Promise<PlayReply> {
    return this.alone(player, async () => {
      const invitation = this.invitations.get(token)
      if (!invitation) return refusal('no-invitation')
      const { host, target } = invitation
      if (host.userId === player.userId) return refusal('own-invitation')
      const running = this.settle(player.userId)
      if (running) return seated(running)
      if (this.claims.has(host.userId) || this.settle(host.userId)) return refusal('host-busy')
      const objection = this.objection(player, 'invite')
      if (objection) return objection
      if (this.deps.matches.full) return refusal('full')
      if (!this.deps.matches.canKeep) return refusal('disk-full')
      this.invitations.close(token)
      this.forget(player)
      this.forget(host)
      const settings = { mode: 'invite', public: false, target } as const
      const hosted = await this.claims.hold([host], true, () => this.open(settings, [host, player].map(human), false))
      if (!hosted) return refusal(this.claims.gone(player.userId) ? 'cancelled' : 'no-invitation')
      host.tell('lobby:matched', address(hosted))
      return seated(hosted)
    })
  }

  /** Somebody who is there wants to play again. When every person does, the next match is opened, with the sides swapped. */
  rematch(player: Player, hosted: HostedMatch): Promise<Done> {
    const objection = this.rematchObjection(player, hosted)
    if (objection) return Promise.resolve(objection)
    hosted.wantRematch.set(hosted.seatOf(player.userId) ?? -1, player)
    hosted.noteChange()
    if (!hosted.humanSeats.every((seat) => hosted.wantRematch.has(seat))) return Promise.resolve({ ok: true })
    return this.alone(player, () => this.playAgain(player, hosted))
  }

  /** No match is opened from now on. */
  stop(): void {
    this.stopping = true
    if (this.waiting) this.stopWaiting(this.waiting.player.userId)
    for (const player of this.line.clear()) player.tell('lobby:answer', refusal('stopping'))
  }

  /** One request of a person at a time; what fails is logged and refused in words. */
  private async alone<T extends { ok: boolean }>(player: Player, work: () => Promise<T>): Promise<T | Refusal> {
    if (this.stopping) return refusal('stopping')
    if (this.claims.has(player.userId)) return refusal('busy')
    try {
      return await this.claims.hold([player], false, work)
    } catch (err) {
      if (err instanceof SeatRefusal) return { ok: false, code: err.code, message: err.message }
      this.deps.log.warn({ err }, 'A match could not be opened')
      return refusal('no-opponent')
    }
  }

  /** Why this person cannot have one more match of this kind right now. */
  private objection({ userId, address: from }: Player, mode: MatchMode): Refusal | null {
    const { matches, limits } = this.deps
    // Not counting the person who asks, where they are held already.
    const taken = [...matches.addresses, ...this.claims.addressesBut(userId)]
    if (!hasRoom(from, taken, limits.matchesPerAddress)) return refusal('address-full')
    if (mode !== 'ranked' && mode !== 'people') return null
    const pause = matches.leavers.pauseOf(userId)
    return pause > 0 ? pauseRefusal(pause) : null
  }

  private rematchObjection(player: Player, hosted: HostedMatch): Refusal | null {
    const { matches } = this.deps
    const seat = hosted.seatOf(player.userId)
    if (this.stopping) return refusal('stopping')
    if (seat === null || !hosted.presence().seats[seat]?.connected) return refusal('not-seated')
    if (hosted.match.phase !== 'over') return refusal('not-over')
    if (this.claims.has(player.userId)) return refusal('busy')
    if (matches.playedBy(player.userId)) return refusal('playing')
    if (!matches.canKeep) return refusal('disk-full')
    return this.objection(player, hosted.settings.mode) ?? (matches.full ? refusal('full') : null)
  }

  /** The match that this person must go back to. A sparring match is given up instead: nothing hangs on it. */
  private settle(userId: string): HostedMatch | null {
    const running = this.deps.matches.playedBy(userId)
    if (running?.settings.mode !== 'sparring') return running
    running.match.leave(running.seatOf(userId) ?? 0)
    return null
  }

  /** Whatever this person waited for before, in whichever tab, they do not any more. */
  private forget(player: Player, invitationToo = true): void {
    const { userId } = player
    const before = this.waiting?.player.userId === userId ? this.waiting.player : null
    if (before && before !== player) before.tell('lobby:answer', refusal('elsewhere'))
    this.stopWaiting(userId)
    const inLine = this.line.of(userId)
    if (inLine && inLine !== player) inLine.tell('lobby:answer', refusal('elsewhere'))
    this.line.leave(userId)
    if (invitationToo) this.closeInvitation(userId)
  }

  /** Somebody is first in line, and there is room. */
  private async serve(player: Player, request: PlayRequest): Promise<void> {
    const reply = await this.alone(player, async () => {
      const running = this.settle(player.userId)
      if (running) return seated(running)
      if (!this.deps.matches.canKeep) return refusal('disk-full')
      return this.objection(player, request.mode) ?? this.find(player, request)
    })
    if (reply.ok && 'match' in reply) {
      const { match, key } = reply
      player.tell('lobby:matched', key === undefined ? { match } : { match, key })
    } else player.tell('lobby:answer', reply)
  }

  private find(player: Player, request: PlayRequest): Promise<PlayReply> {
    const { userId } = player
    switch (request.mode) {
      case 'sparring':
        return this.playAgent(player, 'sparring', this.sparringRequest(player, request.agentId), request)
      case 'ranked':
        return this.playAgent(player, 'ranked', { ask: 'seat-agent', agentId: request.agentId ?? null, userId })
      case 'people':
        return this.playPerson(player)
      case 'invite': {
        const invitation = this.invitations.open(player, request.target ?? DEFAULT_TARGET)
        if (!invitation) return Promise.resolve(refusal('too-many-invitations'))
        return Promise.resolve({ ok: true, waiting: 'invite', stepInMillis: null, invite: invitation.token })
      }
    }
  }

  private sparringRequest({ userId, name }: Player, agentId: string | undefined): SeatRequest {
    const { task } = this.deps
    const builtIn = task.builtIns.some(({ strength }) => builtinAgentId(task.id, strength) === agentId)
    return builtIn
      ? { ask: 'seat-agent', agentId: agentId ?? null, userId }
      : { ask: 'seat-partner', userId, name, parentId: agentId ?? null }
  }

  private async playAgent(
    player: Player,
    mode: 'sparring' | 'ranked',
    request: SeatRequest,
    wishes: { reactionTicks?: number; target?: number } = {},
  ): Promise<PlayReply> {
    const agent = await this.agent(request, wishes.reactionTicks)
    const settings = { mode, public: true, target: wishes.target ?? DEFAULT_TARGET }
    const hosted = await this.open(settings, [human(player), agent], mode === 'ranked')
    return hosted ? seated(hosted) : refusal('cancelled')
  }

  private async playPerson(player: Player): Promise<PlayReply> {
    const first = this.waiting?.player
    if (!first) return this.wait(player)
    this.stopWaiting(first.userId)
    const settings = { mode: 'people', public: true, target: DEFAULT_TARGET } as const
    let firstGone = false
    const hosted = await this.claims.hold([first], false, async () => {
      const opened = await this.open(settings, [first, player].map(human), true)
      firstGone = this.claims.gone(first.userId)
      return opened
    })
    if (hosted) {
      first.tell('lobby:matched', address(hosted))
      return seated(hosted)
    }
    // Who is left of the two waits on.
    if (!firstGone) void this.serve(first, { mode: 'people' })
    return this.claims.gone(player.userId) ? refusal('cancelled') : this.playPerson(player)
  }

  private wait(player: Player): PlayReply {
    if (this.claims.gone(player.userId)) return refusal('cancelled')
    const waiting: Waiting = {
      player,
      cancelStepIn: this.deps.timers.after(STEP_IN, () => void this.stepIn(waiting)),
    }
    this.waiting = waiting
    return { ok: true, waiting: 'people', stepInMillis: STEP_IN }
  }

  /** Nobody came: an agent plays, in a ranked match. Where none can, the waiting goes on; where no result can be kept, it ends. */
  private async stepIn(waiting: Waiting): Promise<void> {
    const { player } = waiting
    const settings = { mode: 'ranked', public: true, target: DEFAULT_TARGET } as const
    let seatless = false
    try {
      if (this.deps.matches.full) throw new Error('No more matches can be played')
      const agent = await this.agent({ ask: 'seat-agent', agentId: null, userId: player.userId })
      // Whoever was paired or has cancelled meanwhile does not wait for this agent, also where they wait anew.
      if (this.waiting !== waiting) return
      this.waiting = null
      if (!this.deps.matches.canKeep) return player.tell('lobby:answer', refusal('disk-full'))
      await this.claims.hold([player], false, async () => {
        try {
          const hosted = await this.open(settings, [human(player), agent], true)
          if (hosted) player.tell('lobby:matched', address(hosted))
        } catch (err) {
          seatless = !this.claims.gone(player.userId)
          throw err
        }
      })
    } catch (err) {
      this.deps.log.warn({ err }, 'No agent could step in for a waiting person')
      if (this.waiting === waiting) player.tell('lobby:answer', this.wait(player))
      else if (seatless) await this.serve(player, { mode: 'people' })
    }
  }

  private stopWaiting(userId: string): void {
    if (this.waiting?.player.userId !== userId) return
    this.waiting.cancelStepIn()
    this.waiting = null
  }

  private closeInvitation(userId: string): void {
    const invitation = this.invitations.of(userId)
    if (invitation) this.invitations.close(invitation.token)
  }

  private async playAgain(asker: Player, hosted: HostedMatch): Promise<Done> {
    const { settings, contestants, wantRematch } = hosted
    const others = [...wantRematch].filter(([, { userId }]) => userId !== asker.userId)
    const busy = others.filter(([, { userId }]) => this.claims.has(userId) || this.deps.matches.playedBy(userId))
    if (busy.length > 0) {
      for (const [seat] of busy) wantRematch.delete(seat)
      hosted.noteChange()
      return refusal('opponent-busy')
    }
    const players = others.map(([, player]) => player)
    for (const player of [asker, ...players]) this.forget(player)
    const seats = contestants.map(async (contestant, seat) => {
      if (contestant.kind === 'agent') return this.agent(again(contestant), contestant.reactionTicks)
      const player = wantRematch.get(seat)
      return player ? human(player) : contestant
    })
    try {
      const next = await this.claims.hold(players, false, async () => {
        const swapped = (await Promise.all(seats)).toReversed()
        return this.open(settings, swapped, settings.mode === 'ranked' || settings.mode === 'people')
      })
      if (!next) return refusal('opponent-busy')
      hosted.tell('match:next', address(next))
      return { ok: true }
    } finally {
      wantRematch.clear()
      hosted.noteChange()
    }
  }

  private async agent(request: SeatRequest, reactionTicks?: number): Promise<Contestant> {
    const agent = await this.deps.jobs.ask(request)
    return { kind: 'agent', agent, reactionTicks: reactionTicks ?? agent.reactionTicks, request }
  }

  /** Null where somebody has gone meanwhile, or the server stops. */
  private async open(
    settings: Omit<MatchSettings, 'rated' | 'unratedReason' | 'task'>,
    contestants: Contestant[],
    rated: boolean,
  ): Promise<HostedMatch | null> {
    const { matches, task, jobs } = this.deps
    const { mode, target } = settings
    const named = await underCurrentNames(jobs, contestants)
    const hosted = await matches.open({ task, mode, target, public: settings.public }, named, rated)
    const gone = contestants.some((contestant) => contestant.kind === 'human' && this.claims.gone(contestant.userId))
    if (!gone && !this.stopping) return hosted
    hosted.match.void()
    return null
  }
}

const human = ({ userId, name, address: from }: Player): Contestant => ({ kind: 'human', userId, name, address: from })

/** The request for the same agent, also where it was asked for "one near my rating". */
function again({ agent, request }: Extract<Contestant, { kind: 'agent' }>): SeatRequest {
  return request.ask === 'seat-agent' ? { ...request, agentId: agent.agentId } : request
}

function address({ id, key }: HostedMatch): { match: string; key?: string } {
  return key === null ? { match: id } : { match: id, key }
}

const seated = (hosted: HostedMatch): PlayReply => ({ ok: true, ...address(hosted) })
