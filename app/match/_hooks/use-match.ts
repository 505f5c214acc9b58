'use client'

import { useEffect, useState, useSyncExternalStore } from 'react'
import { registry } from '../../../game/tasks/index.ts'
import { lookForMyMatch } from '../../_api/use-my-match.ts'
import { MatchClient } from '../../_net/match-client.ts'
import { emptySnapshot, type MatchSnapshot } from '../../_net/match-snapshot.ts'
import { pageTimers } from '../../_net/page-timers.ts'
import { pageSocket } from '../../_net/socket.ts'

const nothing = emptySnapshot({ state: 'idle' })
const never = (): (() => void) => () => undefined

/** The client of one match for as long as the screen is there (a screen shows one match only), and its snapshot; null on the server. */
export function useMatch(id: string, key: string | undefined): { client: MatchClient | null; snapshot: MatchSnapshot } {
  const [client] = useState(() =>
    typeof window === 'undefined' ? null : new MatchClient(pageSocket(), pageTimers, registry, id, key),
  )
  useEffect(() => {
    if (!client) return
    const socket = pageSocket()
    client.start()
    socket.open()
    return () => {
      const { entry, result, presence, state } = client.snapshot
      client.dispose()
      // A person who goes to another page of ours keeps the connection: the server must hear that the seat is empty, and holds it for a while.
      if (entry?.seat === null || !entry || result || state !== 'in' || presence?.phase === 'over') return
      void socket.ask('match:away', { match: id }).then((reply) => {
        if (!reply.ok && reply.code !== 'no-match') socket.redial()
        lookForMyMatch()
      })
    }
  }, [client, id])
  const snapshot = useSyncExternalStore(
    client ? client.subscribe : never,
    () => client?.snapshot ?? nothing,
    () => nothing,
  )
  return { client, snapshot }
}
