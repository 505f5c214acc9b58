'use client'

import { useEffect, useRef, type ReactNode } from 'react'
import { signed } from '../../_ui/format.ts'
import { wantsStill } from '../../_ui/settings.ts'

const COUNT_MILLIS = 900

/** My rating after the match and by how much it moved, counted up to it where motion is wanted. Screen readers have the figure at once. */
export function RatingChange({ before, after }: { before: number; after: number }): ReactNode {
  const figure = useRef<HTMLSpanElement>(null)
  const [from, to] = [Math.round(before), Math.round(after)]
  useEffect(() => {
    if (from === to || wantsStill()) return
    const begun = performance.now()
    let frame = requestAnimationFrame(function count(now: number) {
      const part = Math.min(1, Math.max(0, now - begun) / COUNT_MILLIS)
      // Fast at first, and slow where it comes to rest.
      if (figure.current) figure.current.textContent = String(Math.round(to - (to - from) * (1 - part) ** 3))
      if (part < 1) frame = requestAnimationFrame(count)
    })
    return () => cancelAnimationFrame(frame)
  }, [from, to])
  return (
    <span className="figures block text-base text-fg">
      Rating <span className="sr-only">{to}</span>
      <span aria-hidden ref={figure} className="text-xl">
        {to}
      </span>{' '}
      <span className="text-muted">({signed(after - before)})</span>
    </span>
  )
}
