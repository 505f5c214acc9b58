'use client'

import { useSyncExternalStore } from 'react'
import type { MatchSnapshot } from '../../_net/match-snapshot.ts'
import { useTitle } from '../../_ui/use-title.ts'
import { tabTitle } from './tab-title.ts'

function onVisibility(changed: () => void): () => void {
  document.addEventListener('visibilitychange', changed)
  return () => document.removeEventListener('visibilitychange', changed)
}

/** Lets the tab tell who plays, and how the match stands while somebody looks at another one. Until that is known it has the page's own title. */
export function useTabTitle(snapshot: MatchSnapshot): void {
  const hidden = useSyncExternalStore(
    onVisibility,
    () => document.hidden,
    () => false,
  )
  useTitle(tabTitle(snapshot, hidden))
}
