'use client'

import { useEffect, useState, type RefObject } from 'react'

/** A person who begins to look around: from the first of these on they may be anywhere on the page within a moment. */
const FIRST_MOVES = ['scroll', 'keydown', 'pointerdown', 'pointermove'] as const

/** Whether a part of the page is wanted: it has been in sight, or its person has begun to look around, so that it is there before they are.
 *  bySight: whether being in sight is enough. */
export function useWanted(part: RefObject<Element | null>, bySight = true): boolean {
  const [wanted, setWanted] = useState(false)
  useEffect(() => {
    const element = part.current
    if (wanted || !element) return
    const stop = new AbortController()
    const want = (): void => setWanted(true)
    const observer = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) want()
    })
    if (bySight) observer.observe(element)
    for (const move of FIRST_MOVES) addEventListener(move, want, { passive: true, signal: stop.signal })
    return () => {
      observer.disconnect()
      stop.abort()
    }
  }, [part, wanted, bySight])
  return wanted
}
