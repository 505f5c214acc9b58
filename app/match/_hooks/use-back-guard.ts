import { useEffect, useRef } from 'react'

/** What makes a browser take an entry of the history for one that its person wants: it passes over others. */
const TOUCHES = ['keydown', 'pointerdown'] as const

/** Keeps Back and its swipe from leading out of the page while `guarded`: one more entry of the history lies before the page's own, and Back
 *  goes to that and asks. asked: hears that somebody went back. Returns how to go back after all; `nowhere` is called where no page lies before
 *  this one. */
export function useBackGuard(guarded: boolean, asked: () => void): (nowhere: () => void) => void {
  const laid = useRef(false)
  const guards = useRef(guarded)
  useEffect(() => {
    guards.current = guarded
    if (!guarded) return
    const lay = (): void => {
      if (laid.current) return
      laid.current = true
      history.pushState(null, '', location.href)
    }
    for (const touch of TOUCHES) window.addEventListener(touch, lay)
    return () => {
      guards.current = false
      for (const touch of TOUCHES) window.removeEventListener(touch, lay)
    }
  }, [guarded])

  useEffect(() => {
    const wentBack = (): void => {
      if (!laid.current) return
      laid.current = false
      // Nothing to ask any more: Back goes where it would have gone.
      if (!guards.current) return history.back()
      laid.current = true
      history.pushState(null, '', location.href)
      asked()
    }
    window.addEventListener('popstate', wentBack)
    return () => window.removeEventListener('popstate', wentBack)
  }, [asked])

  return (nowhere) => {
    laid.current = false
    // The guard is the last entry, and the page's own lies before it.
    if (history.length > 2) history.go(-2)
    else nowhere()
  }
}
