'use client'

import type { ReactNode } from 'react'
import { SWRConfig } from 'swr'

/** Gives the page in the browser what it was rendered with on the server, by the paths of the API, so that nothing is shown empty first. It is asked
 *  for again in any case. */
export function Prefetched({
  replies,
  children,
}: {
  replies: Record<string, unknown>
  children: ReactNode
}): ReactNode {
  return <SWRConfig value={{ fallback: replies }}>{children}</SWRConfig>
}
