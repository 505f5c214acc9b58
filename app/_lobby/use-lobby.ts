'use client'

import { useRouter } from 'next/navigation'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { PlayRequest } from '../../game/protocol/messages.ts'
import type { InviteReply, PlayReply, Refusal } from '../../game/protocol/replies.ts'
import type { RunningMatch } from '../../game/protocol/running-match.ts'
import { loadedSocket, loadSocket } from '../_net/load-socket.ts'
import { announceMatch } from './announce-match.ts'
import { rememberRequest } from './asked-for.ts'
import { settings } from '../_ui/settings.ts'
import { storedDifficulty } from './difficulty.ts'
import { unreachable } from '../_net/pipe.ts'
import { matchPath } from './match-path.ts'
import type { PageSocket } from '../_net/socket.ts'

/** Where somebody who wants to play stands. `waiting` is for a person, for an invited friend, or in line while the house is full; `in-match`:
 *  they play a match already, and say what becomes of it. */
export interface Lobby {
  status: 'idle' | 'connecting' | 'waiting' | 'in-match' | 'error'
  /** What was asked for last, while it is under way. */
  request: PlayRequest | null
  /** When waiting began, in ms of Date.now(). */
  waitingSince: number | null
  /** Milliseconds from then until an agent steps in; null: it will not. */
  stepInMillis: number | null
  /** My place in line while no more matches can be played, 1 for the first; null: I stand in none. */
  place: number | null
  /** The token of my invitation, for a link to /join/TOKEN; null while there is none. */
  invite: string | null
  /** What went wrong, in words for people. */
  error: string | null
  /** The match that I play already. */
  running: RunningMatch | null
  /** Gives that up for what was asked for. */
  leaveRunning: () => void
  /** Asks for a match and goes to it once it is there. Never rejects: see `status` and `error`. */
  play: (request: PlayRequest) => Promise<void>
  /** Takes the seat of an invitation and goes to the match. */
  accept: (invite: string) => Promise<void>
  /** Asks who invites, without taking a seat. */
  invitation: (invite: string) => Promise<InviteReply>
  /** Stops waiting. */
  cancel: () => void
}

type State = Pick<
  Lobby,
  'status' | 'request' | 'waitingSince' | 'stepInMillis' | 'place' | 'invite' | 'error' | 'running'
>
const idle: State = {
  status: 'idle',
  request: null,
  waitingSince: null,
  stepInMillis: null,
  place: null,
  invite: null,
  error: null,
  running: null,
}

const failed = (error: string): State => ({ ...idle, status: 'error', error })

type Waiting = Extract<PlayReply, { waiting: string }>

const waitingFor = (request: PlayRequest | null, reply: Waiting): State => ({
  ...idle,
  status: 'waiting',
  request,
  waitingSince: Date.now(),
  ...(reply.waiting === 'line'
    ? { place: reply.place }
    : { stepInMillis: reply.stepInMillis, invite: reply.invite ?? null }),
})

/** A sparring match is asked for as hard as it was chosen last, and for those to watch who may. */
const askToPlay = (socket: PageSocket, request: PlayRequest, leave: Leave = {}): Promise<PlayReply | Refusal> =>
  socket.ask('lobby:play', { ...(request.mode === 'sparring' ? asChosen(request) : request), ...leave })

type SparringRequest = PlayRequest & { mode: 'sparring' }

const asChosen = (request: SparringRequest): SparringRequest => ({
  difficulty: storedDifficulty(),
  ...(settings().watchers === 'invited' ? { unwatched: true } : {}),
  ...request,
})

/** Which running match is given up for the one that is asked for. */
type Leave = { leave?: string }
type Question = (socket: PageSocket, leave?: Leave) => Promise<PlayReply | Refusal>

/** The way to a match: asks the lobby for one and navigates to it. */
export function useLobby(): Lobby {
  const router = useRouter()
  const [state, setState] = useState<State>(idle)
  const waiting = useRef<PlayRequest | 'accept' | null>(null)
  /** Counts what was asked for, so that a late answer to what was cancelled is dropped. */
  const turn = useRef(0)
  /** Asks again, and gives a running match up for it. */
  const instead = useRef<((leave: string) => void) | null>(null)

  const take = useCallback(
    async function take(request: PlayRequest | null, question: Question, leave?: Leave): Promise<void> {
      const mine = ++turn.current
      setState({ ...idle, status: 'connecting', request })
      let socket: PageSocket
      try {
        socket = await loadSocket()
        await socket.openAsPlayer()
      } catch (cause) {
        if (turn.current === mine) setState(failed(cause instanceof Error ? cause.message : unreachable.message))
        return
      }
      const reply = await question(socket, leave)
      if (turn.current !== mine) return
      if ('running' in reply) {
        instead.current = (left) => void take(request, question, { leave: left })
        return setState({ ...idle, status: 'in-match', request, running: reply.running })
      }
      if (!reply.ok) return setState(failed(reply.message))
      if ('match' in reply) {
        rememberRequest(reply.match, request)
        return router.push(matchPath(reply.match, reply.key))
      }
      waiting.current = request ?? 'accept'
      setState(waitingFor(request, reply))
    },
    [router],
  )

  const cancel = useCallback(() => {
    turn.current++
    if (waiting.current) void loadedSocket()?.ask('lobby:cancel', {})
    waiting.current = null
    setState(idle)
  }, [])

  const { running } = state
  const leaveRunning = useCallback(() => running && instead.current?.(running.match), [running])

  // Waiting: the match may come at any moment, and a lost connection loses the place in the queue.
  useEffect(() => {
    const socket = loadedSocket()
    if (state.status !== 'waiting' || !socket) return
    const stopMatched = socket.on('lobby:matched', (found) => {
      waiting.current = null
      // A match that cannot be heard is seen.
      announceMatch().catch(() => undefined)
      rememberRequest(found.match, state.request)
      router.push(matchPath(found.match, found.key))
    })
    const stopLine = socket.on('lobby:line', ({ place }) => setState((before) => ({ ...before, place })))
    const stopAnswer = socket.on('lobby:answer', (reply) => {
      if (reply.ok && 'waiting' in reply) return setState(waitingFor(state.request, reply))
      waiting.current = null
      if (!reply.ok) setState(failed(reply.message))
    })
    const stopStatus = socket.onStatus((status) => {
      if (status.state !== 'connected') return
      const request = state.request
      // An invitation is the server's to keep: asking again would make another link.
      if (request && request.mode !== 'invite') void take(request, (again) => askToPlay(again, request))
    })
    return () => {
      stopMatched()
      stopLine()
      stopAnswer()
      stopStatus()
    }
  }, [state.status, state.request, router, take])

  // A person who goes elsewhere waits no longer.
  useEffect(
    () => () => {
      turn.current++
      if (waiting.current) void loadedSocket()?.ask('lobby:cancel', {})
    },
    [],
  )

  return {
    ...state,
    leaveRunning,
    play: useCallback((request) => take(request, (socket, leave) => askToPlay(socket, request, leave)), [take]),
    accept: useCallback(
      (invite) => take(null, (socket, leave) => socket.ask('lobby:accept', { invite, ...leave })),
      [take],
    ),
    invitation: useCallback(async (invite) => {
      const socket = await loadSocket().catch(() => null)
      if (!socket) return unreachable
      await socket.opened()
      return socket.ask('lobby:invitation', { invite })
    }, []),
    cancel,
  }
}
