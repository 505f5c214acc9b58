'use client'

import { useEffect, useMemo } from 'react'
import type { MatchClient } from '../../_net/match-client.ts'
import type { MatchSnapshot } from '../../_net/match-snapshot.ts'
import { isLayerOpen, useLayerOpen } from '../../_ui/open-layers.ts'
import { isPlaying } from '../match-layout.tsx'

/** How a match is paused and goes on. */
export interface Pause {
  /** I have paused it, and it waits for me. */
  held: boolean
  /** Pauses it, or lets it go on. */
  toggle: () => void
}

/** The pause of my sparring match: by a key, by its button, by a hidden tab, and for as long as something lies over the page. Null where
 *  there is nothing to pause. */
export function usePause(client: MatchClient | null, snapshot: MatchSnapshot): Pause | null {
  const { entry, state, held, resumes } = snapshot
  const may = client !== null && isPlaying(snapshot) && entry?.mode === 'sparring' && state === 'in'
  const covered = useLayerOpen() && may
  useEffect(() => client?.cover(covered), [client, covered])

  useEffect(() => {
    if (!may) return
    const end = new AbortController()
    const { signal } = end
    const pressed = (event: KeyboardEvent): void => {
      if (event.repeat || event.ctrlKey || event.metaKey || event.altKey || isLayerOpen()) return
      const { code, target } = event
      if (code === 'Escape' ? isRead(target) : code !== 'Space' || isPressable(target)) return
      event.preventDefault()
      client.hold(!client.snapshot.held)
    }
    const hidden = (): void => void (document.hidden && client.hold(true))
    // Before whatever closes with Escape has closed.
    window.addEventListener('keydown', pressed, { signal, capture: true })
    document.addEventListener('visibilitychange', hidden, { signal })
    return () => end.abort()
  }, [may, client])
  // Also when I come into the match, or back into it, behind another tab.
  useEffect(() => {
    if (may && document.hidden) client.hold(true)
  }, [may, client, resumes])

  return useMemo(() => (may ? { held, toggle: () => client.hold(!held) } : null), [may, held, client])
}

/** Whether Escape belongs to what has the focus: a chart that shows one of its points. */
const isRead = (target: EventTarget | null): boolean =>
  target instanceof Element && Boolean(target.closest('[role=application]')?.querySelector('output:not(:empty)'))

/** Whether Space belongs to what has the focus. */
const isPressable = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('button, a, input, textarea, select, summary, [role=slider]') !== null
