'use client'

import { useEffect, useRef, type ReactNode } from 'react'
import type { MindLog } from './mind-log.ts'

/** Drawn this often, ms: outside React, and on a layer of its own, so that the rest of the panel is not painted again each time. */
const DRAW_MILLIS = 100

/** What an agent expects of what is being played, live: a bar that its player pushes back from the right. It has no figure, since what a value
 *  network says is no chance that could be believed to the percent (test/learn/win-chances.test.ts). */
export function LiveChance({ minds, seat }: { minds: MindLog; seat: number }): ReactNode {
  const bar = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const timer = setInterval(() => {
      const value = minds.latest[seat]?.value ?? null
      if (bar.current && value !== null) bar.current.style.transform = `scaleX(${winChance(value).toFixed(3)})`
    }, DRAW_MILLIS)
    return () => clearInterval(timer)
  }, [minds, seat])
  return (
    <div aria-hidden>
      <div className="relative h-2 overflow-hidden bg-person-wash will-change-transform contain-content">
        <div
          ref={bar}
          className="absolute inset-0 origin-left bg-agent transition-transform duration-100 ease-linear"
          style={{ transform: 'scaleX(0.5)' }}
        />
        <div className="absolute inset-y-0 left-1/2 w-px bg-ground" />
      </div>
      <p className="mt-1 flex justify-between text-xs text-faint">
        <span>loses it</span>
        <span>wins it</span>
      </p>
    </div>
  )
}

/** A value from −1 (lost) to 1 (won) as a chance from 0 to 1. */
export const winChance = (value: number): number => Math.max(0, Math.min(1, (value + 1) / 2))
