import { useEffect, useState, useSyncExternalStore } from 'react'
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
  const [client, setClient] = useState<MatchClient | null>(null)
  const { match, key } = entry?.beside ?? {}
  useEffect(() => {
    if (match === undefined) return
    const socket = new PageSocket()
    const watching = new MatchClient(socket, pageTimers, registry, match, key)
    watching.start()
    socket.open()
    setClient(watching)
    return () => {
      setClient(null)
      watching.dispose()
      socket.close()
    }
  }, [match, key])
  const snapshot = useSyncExternalStore(
    client ? client.subscribe : never,
    () => client?.snapshot ?? nothing,
    () => nothing,
  )
  return { client, snapshot }
}
