import type { TaskRegistry } from '../../../game/core/task-registry.ts'
import type { PlayRequest } from '../../../game/protocol/messages.ts'
import type { Done, InviteReply, PlayReply, Refusal } from '../../../game/protocol/replies.ts'
import { builtinAgentId } from '../../base/ids.ts'
import type { Jobs } from '../../base/jobs-protocol.ts'
import type { Limits } from '../../base/limits.ts'
import type { Logger } from '../../base/logger.ts'
import { hasRoom } from '../../base/networks.ts'
import { RateLimiter } from '../../base/rate-limiter.ts'
import { SeatRefusal } from '../../base/seat-refusal.ts'
import type { Timers } from '../../base/time.ts'
import type { MatchMode } from '../../../game/protocol/terms.ts'
import { currentNames } from './current-names.ts'
import { wishedGame, type Game, type Wish } from './game-wish.ts'
import { Gatherings } from './gatherings.ts'
import type { HostedMatch } from '../hosted-match.ts'
import type { Contestant } from '../seats/contestant.ts'
import { runningMatch } from '../running-match.ts'
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
  limits: Pick<
    Limits,
    'line' | 'linePerAddress' | 'invitations' | 'invitationsPerAddress' | 'matchesPerAddress' | 'newbornsPerAddress'
  >
}

/** Brings people and agents together. One match a person at a time: who plays one is told so, and says that they leave it before they get
 *  another. Seats are taken in the order of coming, agents last. */
export class Lobby {
  private readonly maker: MatchMaker
  private readonly people: Gatherings
  private readonly invitations: Invitations
  private readonly rematches: Rematches
  private readonly line: Line
  private readonly newborns: RateLimiter

  constructor(private readonly deps: LobbyDeps) {
    const { timers, limits, matches } = deps
    this.maker = new MatchMaker(deps)
    this.newborns = new RateLimiter(limits.newbornsPerAddress, timers.now)
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
      const running = this.running(player.userId, request.leave)
      if (running) return running
      const { matches } = this.deps
      if (!matches.canKeep) return refusal('disk-full')
      this.forget(player, request.mode !== 'invite')
      const objection = this.objection(player, request.mode)
      if (objection) return objection
      if (request.mode === 'invite' || (this.line.length === 0 && !matches.fullBut(player.userId)))
        return this.find(player, wish)
      const place = this.line.enter(player, wish)
      if (typeof place === 'string') return refusal(place)
      this.giveUp(player.userId, request.leave)
      return { ok: true, waiting: 'line', place }
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
    const { host } = this.invitations.get(token) ?? {}
    const invited = this.invited(token)
    if (!host || !invited) return refusal('no-invitation')
    const names = await currentNames(this.deps.jobs, [host])
    return { ok: true, ...invited, host: names[host.userId] ?? host.name }
  }

  /** The same under the name that its host had when they made it; null where there is no such invitation. */
  invited(token: string): Omit<Extract<InviteReply, { ok: true }>, 'ok'> | null {
    const invitation = this.invitations.get(token)
    if (!invitation) return null
    const { task, options, seats } = invitation.game
    return { host: invitation.host.name, task: task.id, options, seats }
  }

  /** Takes a seat that an invitation offers. The last one opens the match. leave: the match that they play and give up for it. */
  accept(player: Player, token: string, leave?: string): Promise<PlayReply> {
    return this.alone(player, async () => {
      const invitation = this.invitations.get(token)
      if (!invitation) return refusal('no-invitation')
      const { host, game } = invitation
      if (host.userId === player.userId) return refusal('own-invitation')
      const running = this.running(player.userId, leave)
      if (running) return running
      const { claims } = this.maker
      if (claims.has(host.userId) || this.deps.matches.playedBy(host.userId)) return refusal('host-busy')
      const objection = this.objection(player, 'invite')
      if (objection) return objection
      if (this.deps.matches.fullBut(player.userId)) return refusal('full')
      if (!this.deps.matches.canKeep) return refusal('disk-full')
      this.forget(player)
      const others = [...invitation.guests]
      if (others.length + 2 < game.seats) {
        this.giveUp(player.userId, leave)
        invitation.guests.push(player)
        return { ok: true, waiting: 'invite', stepInMillis: null }
      }
      this.invitations.close(token)
      this.forget(host)
      const contestants = [host, ...others, player].map(human)
      this.giveUp(player.userId, leave)
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
  rematch(player: Player, hosted: HostedMatch, unwatched?: boolean): Promise<Done> {
    const objection = this.rematches.objection(player, hosted)
    if (objection) return Promise.resolve(objection)
    if (!this.rematches.note(player, hosted)) return Promise.resolve({ ok: true })
    return this.alone(player, () => this.rematches.open(player, hosted, unwatched))
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
    // Not counting the person who asks: they are held already, and give up what they play.
    const taken = [...matches.addressesBut(userId), ...claims.addressesBut(userId)]
    if (!hasRoom(from, taken, limits.matchesPerAddress)) return refusal('address-full')
    if (mode !== 'ranked' && mode !== 'people') return null
    const pause = matches.leavers.pauseOf(userId)
    return pause > 0 ? pauseRefusal(pause) : null
  }

  /** Tells who plays a match, unless they say that they leave that one; null: nothing stands in the way. */
  private running(userId: string, leave?: string): PlayReply | null {
    const running = this.deps.matches.playedBy(userId)
    if (!running || running.id === leave) return null
    return { ...refusal('in-match'), running: runningMatch(running, userId) }
  }

  /** The match that this person leaves is given up, once nothing stands in the way of what they want instead. One that they only watch is in
   *  any case: nothing hangs on it. */
  private giveUp(userId: string, leave?: string): void {
    this.deps.matches.watchedBy(userId)?.match.void()
    const running = this.deps.matches.playedBy(userId)
    if (running && running.id === leave) running.match.leave(running.seatOf(userId) ?? 0)
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
      const running = this.running(player.userId)
      if (running) return running
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
        this.giveUp(player.userId, request.leave)
        return this.people.play(player, game)
      case 'invite': {
        const invitation = this.invitations.open(player, game)
        if (!invitation) return Promise.resolve(refusal('too-many-invitations'))
        this.giveUp(player.userId, request.leave)
        return Promise.resolve({ ok: true, waiting: 'invite', stepInMillis: null, invite: invitation.token })
      }
    }
  }

  /** The agent that plays the same beside a person: as it is, without learning. */
  private agentBeside({ userId }: Player, agentId: string, { task }: Game): Promise<Contestant & { kind: 'agent' }> {
    return this.maker.agent({ ask: 'seat-agent', task: task.id, agentId, userId, except: [] })
  }

  private async playAgents(
    player: Player,
    request: PlayRequest & { mode: 'sparring' | 'ranked' },
    game: Game,
  ): Promise<PlayReply> {
    const { mode } = request
    const { userId, address } = player
    if (mode === 'sparring' && request.raise && this.newborns.spend(address) > 0)
      return refusal('newborns-address-full')
    // The one seat is the agent's where one was named, and the person watches it.
    const isNamed = Boolean(request.agentId ?? (mode === 'sparring' && (request.earlier ?? request.raised)))
    const watches = game.seats === 1 && isNamed
    const contestants = watches ? [] : [human(player)]
    const handicap = mode === 'sparring' && !request.raise ? request : {}
    if (contestants.length < game.seats)
      contestants.push(await this.maker.agent(seatRequest(player, request, game), handicap))
    const all = await this.maker.fill(game, contestants, userId, handicap)
    const beside = request.beside === undefined ? {} : { beside: await this.agentBeside(player, request.beside, game) }
    const wished = mode === 'sparring' ? { difficulty: request.difficulty ?? 'even' } : {}
    const isUnwatched = mode === 'sparring' && Boolean(request.unwatched) && !request.raise
    const settings = {
      mode,
      public: !isUnwatched,
      ...wished,
      ...(watches ? { askedBy: { userId, address } } : {}),
      ...beside,
    }
    if (this.maker.claims.gone(userId)) return refusal('cancelled')
    this.giveUp(userId, request.leave)
    const hosted = await this.maker.open(game, settings, all, mode === 'ranked')
    return hosted ? seated(hosted) : refusal('cancelled')
  }
}

/** The agent for a person who wants to play agents. */
function seatRequest(
  { userId, name }: Player,
  request: PlayRequest & { mode: 'sparring' | 'ranked' },
  { task }: Game,
): SeatRequest {
  const { mode, agentId } = request
  if (mode === 'sparring' && request.raise) return { ask: 'seat-newborn', task: task.id, userId, name }
  if (mode === 'sparring' && request.raised) return { ask: 'seat-raised', task: task.id, agentId: request.raised }
  if (mode === 'sparring' && request.earlier) {
    const { partner, revision } = request.earlier
    return { ask: 'seat-earlier', task: task.id, userId, agentId: partner, revision }
  }
  const builtIn = task.builtIns.some(({ strength }) => builtinAgentId(task.id, strength) === agentId)
  return mode === 'ranked' || builtIn
    ? { ask: 'seat-agent', task: task.id, agentId: agentId ?? null, userId, except: [] }
    : { ask: 'seat-partner', task: task.id, userId, name, parentId: agentId ?? null }
}
