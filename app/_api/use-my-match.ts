'use client'

import { usePathname } from 'next/navigation'
import { useEffect } from 'react'
import useSWR, { mutate } from 'swr'
import { MyMatchView } from '../../game/protocol/http.ts'
import type { RunningMatch } from '../../game/protocol/running-match.ts'
import { fetchApi } from './fetch-api.ts'
import { useSession } from './use-api.ts'

/** A match of mine that runs without me. at: when the server told of it, ms of the page's monotonic clock. */
export interface MyMatch extends RunningMatch {
  at: number
}

const PATH = '/my-match'
/** How often it is asked whether it still waits, ms. */
const AGAIN = 5_000

async function fetchMyMatch(): Promise<MyMatch | null> {
  const { match } = await fetchApi(MyMatchView, PATH)
  return match && { ...match, at: performance.now() }
}

/** Looks again whether a match of mine waits for me: I have just gone out of one. */
export const lookForMyMatch = (): void => void mutate(PATH)

/** My match that waits for me, looked for on each page; null where there is none. */
export function useMyMatch(): MyMatch | null {
  const path = usePathname()
  const { data: session } = useSession()
  const { data } = useSWR(session?.user ? PATH : null, fetchMyMatch, {
    refreshInterval: (latest) => (latest ? AGAIN : 0),
    shouldRetryOnError: false,
  })
  useEffect(lookForMyMatch, [path])
  return data ?? null
}
