'use client'

import { useRouter } from 'next/navigation'
import { useCallback, useEffect, useRef, useState } from 'react'
import { io, type Socket } from 'socket.io-client'
import parser from 'socket.io-msgpack-parser'
import { PROTOCOL_VERSION, type InviteReply, type PlayReply, type PlayRequest } from '../../game/protocol/messages.ts'
import { tasks } from '../../game/tasks/index.ts'
import { ensureSession } from '../_api/actions.ts'

/** Where somebody who wants to play stands. `waiting` is for a person or for an invited friend. */
export interface Lobby {
  status: 'idle' | 'connecting' | 'waiting' | 'error'
  /** What was asked for last, while it is under way. */
  request: PlayRequest | null
  /** When waiting began, in ms of Date.now(). */
  waitingSince: number | null
  /** Milliseconds from then until an agent steps in; null: it will not. */
  stepInMillis: number | null
  /** The token of my invitation, for a link to /join/TOKEN; null while there is none. */
  invite: string | null
  /** What went wrong, in words for people. */
  error: string | null
  /** Asks for a match and goes to it once it is there. Never rejects: see `status` and `error`. */
  play(request: PlayRequest): Promise<void>
  /** Takes the seat of an invitation and goes to the match. */
  accept(invite: string): Promise<void>
  /** Who invites, without taking a seat. */
  invitation(invite: string): Promise<InviteReply>
  /** Stops waiting. */
  cancel(): void
}

const ANSWER_MS = 10_000
const SILENCE = {
  ok: false,
  code: 'silence',
  message: 'The server did not answer. Check your network and try again.',
} as const

function connect(): Socket {
  return io({
    parser,
    transports: ['websocket'],
    auth: { protocol: PROTOCOL_VERSION, tasks: Object.fromEntries(tasks.map((task) => [task.id, task.version])) },
  })
}

type Idle = Pick<Lobby, 'status' | 'request' | 'waitingSince' | 'stepInMillis' | 'invite' | 'error'>
const idle: Idle = { status: 'idle', request: null, waitingSince: null, stepInMillis: null, invite: null, error: null }

/** The way to a match: asks the lobby for one and navigates to it. */
export function useLobby(): Lobby {
  const router = useRouter()
  const socket = useRef<Socket | null>(null)
  const [state, setState] = useState<Idle>(idle)

  const close = useCallback(() => {
    socket.current?.close()
    socket.current = null
  }, [])
  useEffect(() => close, [close])

  const enter = useCallback(
    (match: string, key?: string) => {
      close()
      router.push(`/match/${match}${key ? `?key=${encodeURIComponent(key)}` : ''}`)
    },
    [close, router],
  )

  const ask = useCallback(
    async <Reply extends { ok: boolean }>(message: string, body: unknown): Promise<Reply | typeof SILENCE> => {
      socket.current ??= connect()
      const answer: Promise<Reply> = socket.current.timeout(ANSWER_MS).emitWithAck(message, body)
      return answer.catch(() => SILENCE)
    },
    [],
  )

  const take = useCallback(
    async (message: string, body: unknown, request: PlayRequest | null) => {
      setState({ ...idle, status: 'connecting', request })
      try {
        await ensureSession()
      } catch (cause) {
        setState({ ...idle, status: 'error', error: cause instanceof Error ? cause.message : SILENCE.message })
        return
      }
      close()
      const reply = await ask<PlayReply>(message, body)
      if (!reply.ok) {
        close()
        setState({ ...idle, status: 'error', error: reply.message })
      } else if ('match' in reply) enter(reply.match, reply.key)
      else {
        setState({
          ...idle,
          status: 'waiting',
          request,
          waitingSince: Date.now(),
          stepInMillis: reply.stepInMillis,
          invite: reply.invite ?? null,
        })
        socket.current?.on('lobby:matched', (found: { match: string; key?: string }) => enter(found.match, found.key))
      }
    },
    [ask, close, enter],
  )

  return {
    ...state,
    play: useCallback((request) => take('lobby:play', request, request), [take]),
    accept: useCallback((invite) => take('lobby:accept', { invite }, null), [take]),
    invitation: useCallback((invite) => ask<InviteReply>('lobby:invitation', { invite }), [ask]),
    cancel: useCallback(() => {
      void socket.current
        ?.timeout(ANSWER_MS)
        .emitWithAck('lobby:cancel', {})
        .catch(() => undefined)
      close()
      setState(idle)
    }, [close]),
  }
}
