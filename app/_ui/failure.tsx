'use client'

import type { ReactNode } from 'react'
import type { ApiError } from '../_api/fetch-api.ts'
import { ErrorState } from './error-state.tsx'
import { useOffline } from './offline-bar.tsx'

/** The picture of a failed request: offline, no answer, or the server's own sentence. `what` is the thing that is missing. */
export function Failure({ error, what, retry }: { error: ApiError; what: string; retry: () => void }): ReactNode {
  const offline = useOffline()
  if (offline)
    return (
      <ErrorState offline title={`${what} couldn’t load: you are offline`}>
        It loads by itself as soon as you are back online.
      </ErrorState>
    )
  return (
    <ErrorState title={`${what} couldn’t load`} onRetry={retry}>
      {error.message}
    </ErrorState>
  )
}
