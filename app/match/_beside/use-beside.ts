import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { registry } from '../../../game/tasks/index.ts'
import { MatchClient } from '../../_net/match-client.ts'
import { emptySnapshot, type MatchEntry, type MatchSnapshot } from '../../_net/match-snapshot.ts'
import { pageTimers } from '../../_net/page-timers.ts'
import { PageSocket } from '../../_net/socket.ts'

const nothing = emptySnapshot({ state: 'idle' })
const never = (): (() => void) => () => undefined

/** The match that is played beside the one of the screen, watched over a connection of its own, since one connection is in one match. client:
 *  null where there is none. */
export function useBeside(entry: MatchEntry | null): { client: MatchClient | null; snapshot: MatchSnapshot } {
  const { match, key } = entry?.beside ?? {}
  const watched = useMemo(() => {
    if (match === undefined) return null
    const socket = new PageSocket()
    return { socket, client: new MatchClient(socket, pageTimers, registry, match, key) }
  }, [match, key])
  useEffect(() => {
    if (!watched) return
    watched.client.start()
    watched.socket.open()
    return () => {
      watched.client.dispose()
      watched.socket.close()
    }
  }, [watched])
  const client = watched?.client ?? null
  const snapshot = useSyncExternalStore(
    client ? client.subscribe : never,
    () => client?.snapshot ?? nothing,
    () => nothing,
  )
  return { client, snapshot }
}
