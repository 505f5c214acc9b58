import type { TaskRegistry } from '../../../game/core/task-registry.ts'
import type { PlayRequest } from '../../../game/protocol/messages.ts'
import type { Done, InviteReply, PlayReply, Refusal } from '../../../game/protocol/replies.ts'
import { builtinAgentId } from '../../base/ids.ts'
import type { Jobs } from '../../base/jobs-protocol.ts'
import type { Limits } from '../../base/limits.ts'
import type { Logger } from '../../base/logger.ts'
import { hasRoom } from '../../base/networks.ts'
import { SeatRefusal } from '../../base/seat-refusal.ts'
import type { Timers } from '../../base/time.ts'
import type { MatchMode } from '../../../game/protocol/terms.ts'
import { currentNames } from './current-names.ts'
import { wishedGame, type Game, type Wish } from './game-wish.ts'
import { Gatherings } from './gatherings.ts'
import type { HostedMatch } from '../hosted-match.ts'
import { Invitations } from './invitations.ts'
import { Line } from './line.ts'
import { addressOf, human, MatchMaker, seated, type SeatRequest } from './match-maker.ts'
import type { Matches } from '../matches.ts'
import type { Player } from '../seats/player.ts'
import { pauseRefusal, refusal } from '../refusals.ts'
import { Rematches } from './rematches.ts'

export interface LobbyDeps {
  tasks: TaskRegistry
  timers: Timers
  matches: Matches
  jobs: Jobs
  log: Logger
  limits: Pick<Limits, 'line' | 'linePerAddress' | 'invitations' | 'invitationsPerAddress' | 'matchesPerAddress'>
}

/** Brings people and agents together. One match a person at a time: who asks for another one gives up a sparring match that runs, and is sent
 *  back into any other. Seats are taken in the order of coming, agents last. */
export class Lobby {
  private readonly maker: MatchMaker
  private readonly people: Gatherings
  private readonly invitations: Invitations
  private readonly rematches: Rematches
  private readonly line: Line

  constructor(private readonly deps: LobbyDeps) {
    const { timers, limits, matches } = deps
    this.maker = new MatchMaker(deps)
    this.people = new Gatherings({ ...deps, maker: this.maker, serve: (player, wish) => this.serve(player, wish) })
    this.invitations = new Invitations(timers, limits)
    this.rematches = new Rematches({
      maker: this.maker,
      matches,
      objection: (player, mode) => this.objection(player, mode),
      forget: (player) => this.forget(player),
    })
    this.line = new Line({
      timers,
      room: () => !matches.full,
      serve: (player, wish) => this.serve(player, wish),
      failed: (err) => deps.log.error({ err }, 'Somebody who stood in line could not be served'),
      limits,
    })
  }

  /** The number of people who wait for anything: for people, in line, for somebody to open an invitation. */
  get waitingCount(): number {
    return this.people.count + this.line.length + this.invitations.count
  }

  /** Asks for a match. */
  play(player: Player, request: PlayRequest): Promise<PlayReply> {
    return this.alone(player, async () => {
      const judged = wishedGame(this.deps.tasks, request)
      if (!judged.ok) return judged
      const wish = { request, game: judged.game }
      const running = this.settle(player.userId)
      if (running) return seated(running)
      const { matches } = this.deps
      if (!matches.canKeep) return refusal('disk-full')
      this.forget(player, request.mode !== 'invite')
      const objection = this.objection(player, request.mode)
      if (objection) return objection
      if (request.mode === 'invite' || (this.line.length === 0 && !matches.full)) return this.find(player, wish)
      const place = this.line.enter(player, wish)
      return typeof place === 'string' ? refusal(place) : { ok: true, waiting: 'line', place }
    })
  }

  /** Stops waiting, for people, in line, or for invited ones. */
  cancel(player: Player): Done {
    this.maker.claims.cancel(player)
    this.stopWaiting(player)
    this.closeInvitation(player.userId)
    return { ok: true }
  }

  /** A connection was lost: nobody is paired with somebody who is not there. */
  disconnected(player: Player): void {
    this.maker.claims.disconnected(player)
    this.stopWaiting(player)
    this.deps.matches.connectionLost(player)
  }

  /** Says whose invitation it is, and to what; takes no seat. */
  async invitation(token: string): Promise<InviteReply> {
    const invitation = this.invitations.get(token)
    if (!invitation) return refusal('no-invitation')
    const { host, game } = invitation
    const { task, options, seats } = game
    const names = await currentNames(this.deps.jobs, [host])
    return { ok: true, host: names[host.userId] ?? host.name, task: task.id, options, seats }
  }

  /** Takes a seat that an invitation offers. The last one opens the match. */
  accept(player: Player, token: string): Promise<PlayReply> {
    return this.alone(player, async () => {
      const invitation = this.invitations.get(token)
      if (!invitation) return refusal('no-invitation')
      const { host, game } = invitation
      if (host.userId === player.userId) return refusal('own-invitation')
      const running = this.settle(player.userId)
      if (running) return seated(running)
      const { claims } = this.maker
      if (claims.has(host.userId) || this.settle(host.userId)) return refusal('host-busy')
      const objection = this.objection(player, 'invite')
      if (objection) return objection
      if (this.deps.matches.full) return refusal('full')
      if (!this.deps.matches.canKeep) return refusal('disk-full')
      this.forget(player)
      const others = [...invitation.guests]
      if (others.length + 2 < game.seats) {
        invitation.guests.push(player)
        return { ok: true, waiting: 'invite', stepInMillis: null }
      }
      this.invitations.close(token)
      this.forget(host)
      const contestants = [host, ...others, player].map(human)
      const hosted = await claims.hold([host], true, () =>
        claims.hold(others, false, () => this.maker.open(game, { mode: 'invite', public: false }, contestants, false)),
      )
      if (!hosted) {
        for (const other of others) other.send('lobby:answer', refusal('no-invitation'))
        return refusal(claims.gone(player.userId) ? 'cancelled' : 'no-invitation')
      }
      for (const other of [host, ...others]) other.send('lobby:matched', addressOf(hosted))
      return seated(hosted)
    })
  }

  /** Somebody who is there wants to play again. When every person does, the next match is opened. */
  rematch(player: Player, hosted: HostedMatch): Promise<Done> {
    const objection = this.rematches.objection(player, hosted)
    if (objection) return Promise.resolve(objection)
    if (!this.rematches.note(player, hosted)) return Promise.resolve({ ok: true })
    return this.alone(player, () => this.rematches.open(player, hosted))
  }

  /** No match is opened from now on. */
  stop(): void {
    this.maker.stopping = true
    this.people.clear()
    for (const player of this.line.clear()) player.send('lobby:answer', refusal('stopping'))
  }

  /** One request of a person at a time; what fails is logged and refused in words. */
  private async alone<T extends { ok: boolean }>(player: Player, work: () => Promise<T>): Promise<T | Refusal> {
    const { claims, stopping } = this.maker
    if (stopping) return refusal('stopping')
    if (claims.has(player.userId)) return refusal('busy')
    try {
      return await claims.hold([player], false, work)
    } catch (err) {
      if (err instanceof SeatRefusal) return { ok: false, code: err.code, message: err.message }
      this.deps.log.warn({ err }, 'A match could not be opened')
      return refusal('no-opponent')
    }
  }

  /** Why this person cannot have one more match of this kind right now. */
  private objection({ userId, address: from }: Player, mode: MatchMode): Refusal | null {
    const { matches, limits } = this.deps
    const { claims } = this.maker
    // Not counting the person who asks, where they are held already.
    const taken = [...matches.addresses, ...claims.addressesBut(userId)]
    if (!hasRoom(from, taken, limits.matchesPerAddress)) return refusal('address-full')
    if (mode !== 'ranked' && mode !== 'people') return null
    const pause = matches.leavers.pauseOf(userId)
    return pause > 0 ? pauseRefusal(pause) : null
  }

  /** The match that this person must go back to. A sparring match, or one that they only watch, is given up instead: nothing hangs on it. */
  private settle(userId: string): HostedMatch | null {
    this.deps.matches.watchedBy(userId)?.match.void()
    const running = this.deps.matches.playedBy(userId)
    if (running?.settings.mode !== 'sparring') return running
    running.match.leave(running.seatOf(userId) ?? 0)
    return null
  }

  /** Whatever this person waited for before, in whichever tab, they do not any more. */
  private forget(player: Player, invitationToo = true): void {
    const { userId } = player
    for (const waited of [this.people.of(userId), this.line.of(userId), this.invitations.guest(userId)])
      if (waited && waited !== player) waited.send('lobby:answer', refusal('elsewhere'))
    this.people.leave(userId)
    this.line.leave(userId)
    this.invitations.leave(userId)
    if (invitationToo) this.closeInvitation(userId)
  }

  /** What this connection waits for, it does not any more. */
  private stopWaiting(player: Player): void {
    const { userId } = player
    this.line.leave(userId, player)
    if (this.people.of(userId) === player) this.people.leave(userId)
    if (this.invitations.guest(userId) === player) this.invitations.leave(userId)
  }

  private closeInvitation(userId: string): void {
    const invitation = this.invitations.of(userId)
    if (!invitation) return
    this.invitations.close(invitation.token)
    for (const guest of invitation.guests) guest.send('lobby:answer', refusal('no-invitation'))
  }

  /** Somebody is first in line, and there is room; or waits anew for people who have not come together. */
  private async serve(player: Player, wish: Wish): Promise<void> {
    const reply = await this.alone(player, async () => {
      const running = this.settle(player.userId)
      if (running) return seated(running)
      if (!this.deps.matches.canKeep) return refusal('disk-full')
      return this.objection(player, wish.request.mode) ?? this.find(player, wish)
    })
    if (reply.ok && 'match' in reply) {
      const { match, key } = reply
      player.send('lobby:matched', key === undefined ? { match } : { match, key })
    } else player.send('lobby:answer', reply)
  }

  private find(player: Player, { request, game }: Wish): Promise<PlayReply> {
    switch (request.mode) {
      case 'sparring':
      case 'ranked':
        return this.playAgents(player, request, game)
      case 'people':
        return this.people.play(player, game)
      case 'invite': {
        const invitation = this.invitations.open(player, game)
        if (!invitation) return Promise.resolve(refusal('too-many-invitations'))
        return Promise.resolve({ ok: true, waiting: 'invite', stepInMillis: null, invite: invitation.token })
      }
    }
  }

  private async playAgents(
    player: Player,
    request: PlayRequest & { mode: 'sparring' | 'ranked' },
    game: Game,
  ): Promise<PlayReply> {
    const { mode } = request
    const { userId, address } = player
    // The one seat is the agent's where one was named, and the person watches it.
    const watches = game.seats === 1 && Boolean(request.agentId)
    const contestants = watches ? [] : [human(player)]
    if (contestants.length < game.seats) {
      const reactionTicks = mode === 'sparring' ? request.reactionTicks : undefined
      contestants.push(await this.maker.agent(seatRequest(player, request, game), reactionTicks))
    }
    const all = await this.maker.fill(game, contestants, userId)
    const wished = mode === 'sparring' ? { difficulty: request.difficulty ?? 'even' } : {}
    const settings = { mode, public: true, ...wished, ...(watches ? { askedBy: { userId, address } } : {}) }
    const hosted = await this.maker.open(game, settings, all, mode === 'ranked')
    return hosted ? seated(hosted) : refusal('cancelled')
  }
}

/** The agent for a person who wants to play agents. */
function seatRequest(
  { userId, name }: Player,
  { mode, agentId }: PlayRequest & { mode: 'sparring' | 'ranked' },
  { task }: Game,
): SeatRequest {
  const builtIn = task.builtIns.some(({ strength }) => builtinAgentId(task.id, strength) === agentId)
  return mode === 'ranked' || builtIn
    ? { ask: 'seat-agent', task: task.id, agentId: agentId ?? null, userId, except: [] }
    : { ask: 'seat-partner', task: task.id, userId, name, parentId: agentId ?? null }
}
