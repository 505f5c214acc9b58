'use client'

import { useSyncExternalStore, type ReactNode } from 'react'
import { requestOf } from '../../_lobby/asked-for.ts'
import { MatchScreen } from '../match-screen.tsx'
import { NoMatch } from '../no-match.tsx'

const never = (): (() => void) => () => undefined

/** A match of which nobody knows. Who asked for it in this tab hears what became of it. */
export function UnknownMatch({ id, matchKey }: { id: string; matchKey: string | undefined }): ReactNode {
  const isAskedFor = useSyncExternalStore(
    never,
    () => requestOf(id) !== null,
    () => false,
  )
  if (isAskedFor) return <MatchScreen id={id} matchKey={matchKey} />
  return <NoMatch onRetry={() => location.reload()} />
}
