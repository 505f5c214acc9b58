import type { Task } from '../../game/core/task.ts'
import type { Done, InviteReply, PlayReply, PlayRequest, Refusal } from '../../game/protocol/messages.ts'
import type { JobsRequest } from '../jobs/protocol.ts'
import type { Logger } from '../logger.ts'
import { builtinAgentId } from '../store/ids.ts'
import type { Contestant } from './contestant.ts'
import type { HostedMatch, MatchSettings } from './hosted-match.ts'
import { Invitations } from './invitations.ts'
import type { Jobs, Matches } from './matches.ts'
import type { Player } from './player.ts'
import { refusal } from './refusals.ts'
import type { Millis, Timers } from './time.ts'

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
}

/** Brings people and agents together. One match a person at a time: who asks for another one gives up a sparring match that runs, and is sent
 *  back into any other. The first match seats the one who asked, or came first, on the left; a rematch swaps the sides. */
export class Lobby {
  private waiting: Waiting | null = null
  private readonly invitations: Invitations
  /** People whose match is being prepared. */
  private readonly preparing = new Set<string>()
  private stopping = false

  constructor(private readonly deps: LobbyDeps) {
    this.invitations = new Invitations(deps.timers)
  }

  /** Asks for a match. */
  play(player: Player, request: PlayRequest): Promise<PlayReply> {
    return this.alone(player, async () => {
      const running = this.settle(player.userId)
      if (running) return seated(running)
      if (this.deps.matches.full) return refusal('full')
      if (request.mode !== 'invite') this.closeInvitation(player.userId)
      this.stopWaiting(player.userId)
      switch (request.mode) {
        case 'sparring':
          return this.playAgent(player, 'sparring', this.sparringRequest(player, request.agentId), request)
        case 'ranked':
          return this.playAgent(player, 'ranked', {
            ask: 'seat-agent',
            agentId: request.agentId ?? null,
            userId: player.userId,
          })
        case 'people':
          return this.playPerson(player)
        case 'invite': {
          const { token } = this.invitations.open(player, request.target ?? DEFAULT_TARGET)
          return { ok: true, waiting: 'invite', stepInMillis: null, invite: token }
        }
      }
    })
  }

  /** Stops waiting, for a person or for an invited one. */
  cancel(player: Player): Done {
    this.stopWaiting(player.userId)
    this.closeInvitation(player.userId)
    return { ok: true }
  }

  /** A connection was lost: nobody is paired with somebody who is not there. */
  disconnected(player: Player): void {
    if (this.waiting?.player === player) this.stopWaiting(player.userId)
  }

  /** Whose invitation it is; takes no seat. */
  invitation(token: string): InviteReply {
    const invitation = this.invitations.get(token)
    if (!invitation) return refusal('no-invitation')
    return { ok: true, host: invitation.host.name, task: this.deps.task.id, target: invitation.target }
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
      if (this.settle(host.userId) || this.preparing.has(host.userId)) return refusal('host-busy')
      if (this.deps.matches.full) return refusal('full')
      this.invitations.close(token)
      this.closeInvitation(player.userId)
      this.stopWaiting(player.userId)
      const hosted = await this.open({ mode: 'invite', public: false, target }, [host, player].map(human), false)
      host.tell('lobby:matched', address(hosted))
      return seated(hosted)
    })
  }

  /** Somebody wants to play again. When every person does, the next match is opened, with the sides swapped. */
  rematch(player: Player, hosted: HostedMatch): Promise<Done> {
    return this.alone(player, async () => {
      const seat = hosted.seatOf(player.userId)
      if (seat === null) return refusal('not-seated')
      if (hosted.match.phase !== 'over') return refusal('not-over')
      if (this.deps.matches.playedBy(player.userId)) return refusal('playing')
      if (this.deps.matches.full) return refusal('full')
      hosted.wantRematch.add(seat)
      hosted.noteChange()
      if (hosted.humanSeats.every((other) => hosted.wantRematch.has(other))) await this.playAgain(hosted)
      return { ok: true }
    })
  }

  /** No match is opened from now on. */
  stop(): void {
    this.stopping = true
    if (this.waiting) this.stopWaiting(this.waiting.player.userId)
  }

  /** One request of a person at a time; what fails is logged and refused in words. */
  private async alone<T extends { ok: boolean }>(player: Player, work: () => Promise<T>): Promise<T | Refusal> {
    if (this.stopping) return refusal('stopping')
    if (this.preparing.has(player.userId)) return refusal('busy')
    this.preparing.add(player.userId)
    try {
      return await work()
    } catch (err) {
      this.deps.log.warn({ err }, 'A match could not be opened')
      return refusal('no-opponent')
    } finally {
      this.preparing.delete(player.userId)
    }
  }

  /** The match that this person must go back to. A sparring match is given up instead: nothing hangs on it. */
  private settle(userId: string): HostedMatch | null {
    const running = this.deps.matches.playedBy(userId)
    if (running?.settings.mode !== 'sparring') return running
    running.match.leave(running.seatOf(userId) ?? 0)
    return null
  }

  private sparringRequest({ userId }: Player, agentId: string | undefined): SeatRequest {
    const { task } = this.deps
    const builtIn = task.builtIns.some(({ strength }) => builtinAgentId(task.id, strength) === agentId)
    return builtIn
      ? { ask: 'seat-agent', agentId: agentId ?? null, userId }
      : { ask: 'seat-partner', userId, parentId: agentId ?? null }
  }

  private async playAgent(
    player: Player,
    mode: 'sparring' | 'ranked',
    request: SeatRequest,
    wishes: { reactionTicks?: number; target?: number } = {},
  ): Promise<PlayReply> {
    const agent = await this.agent(request, wishes.reactionTicks)
    const settings = { mode, public: true, target: wishes.target ?? DEFAULT_TARGET }
    return seated(await this.open(settings, [human(player), agent], mode === 'ranked'))
  }

  private async playPerson(player: Player): Promise<PlayReply> {
    const first = this.waiting?.player
    if (!first) {
      this.wait(player)
      return { ok: true, waiting: 'people', stepInMillis: STEP_IN }
    }
    this.stopWaiting(first.userId)
    const hosted = await this.open(
      { mode: 'people', public: true, target: DEFAULT_TARGET },
      [first, player].map(human),
      true,
    )
    first.tell('lobby:matched', address(hosted))
    return seated(hosted)
  }

  private wait(player: Player): void {
    const cancelStepIn = this.deps.timers.after(STEP_IN, () => void this.stepIn(player))
    this.waiting = { player, cancelStepIn }
  }

  /** Nobody came: an agent plays, in a ranked match. Where none can, the waiting goes on. */
  private async stepIn(player: Player): Promise<void> {
    const { userId } = player
    try {
      const agent = await this.agent({ ask: 'seat-agent', agentId: null, userId })
      if (this.waiting?.player !== player) return
      this.waiting = null
      this.preparing.add(userId)
      const settings = { mode: 'ranked', public: true, target: DEFAULT_TARGET } as const
      player.tell('lobby:matched', address(await this.open(settings, [human(player), agent], true)))
    } catch (err) {
      this.deps.log.warn({ err }, 'No agent could step in for a waiting person')
      if (this.waiting === null || this.waiting.player === player) this.wait(player)
    } finally {
      this.preparing.delete(userId)
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

  private async playAgain(hosted: HostedMatch): Promise<void> {
    const { settings, contestants } = hosted
    hosted.wantRematch.clear()
    const swapped = await Promise.all(
      contestants
        .toReversed()
        .map(async (contestant) =>
          contestant.kind === 'human' ? contestant : this.agent(again(contestant), contestant.reactionTicks),
        ),
    )
    const next = await this.open(settings, swapped, settings.mode === 'ranked' || settings.mode === 'people')
    hosted.tell('match:next', address(next))
  }

  private async agent(request: SeatRequest, reactionTicks?: number): Promise<Contestant> {
    const agent = await this.deps.jobs.ask(request)
    return { kind: 'agent', agent, reactionTicks: reactionTicks ?? agent.reactionTicks, request }
  }

  private open(
    settings: Omit<MatchSettings, 'rated' | 'task'>,
    contestants: Contestant[],
    rated: boolean,
  ): Promise<HostedMatch> {
    const { mode, target } = settings
    return this.deps.matches.open({ task: this.deps.task, mode, target, public: settings.public }, contestants, rated)
  }
}

const human = ({ userId, name }: Player): Contestant => ({ kind: 'human', userId, name })

/** The request for the same agent, also where it was asked for "one near my rating". */
function again({ agent, request }: Extract<Contestant, { kind: 'agent' }>): SeatRequest {
  return request.ask === 'seat-agent' ? { ...request, agentId: agent.agentId } : request
}

function address({ id, key }: HostedMatch): { match: string; key?: string } {
  return key === null ? { match: id } : { match: id, key }
}

const seated = (hosted: HostedMatch): PlayReply => ({ ok: true, ...address(hosted) })
