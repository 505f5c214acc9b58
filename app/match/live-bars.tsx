'use client'

import { useEffect, useRef, type ReactNode } from 'react'
import type { MindLog } from './mind-log.ts'

/** Drawn this often, ms: outside React, and on a layer of its own, so that the rest of the panel is not painted again each time. */
const DRAW_MILLIS = 100

/** How sure an agent is of each of its actions, live: upright bars, the likeliest lit. */
export function LiveBars({
  minds,
  seat,
  labels,
}: {
  minds: MindLog
  seat: number
  labels: readonly string[]
}): ReactNode {
  const root = useRef<HTMLUListElement>(null)
  useEffect(() => {
    const bars = [...(root.current?.querySelectorAll<HTMLElement>('[data-bar]') ?? [])]
    const figures = [...(root.current?.querySelectorAll<HTMLElement>('[data-figure]') ?? [])]
    let shown: readonly number[] | null = null
    const timer = setInterval(() => {
      const probabilities = minds.latest[seat]?.probabilities
      if (!probabilities || probabilities === shown) return
      shown = probabilities
      const best = Math.max(...probabilities)
      probabilities.forEach((share, action) => {
        const bar = bars[action]
        const figure = figures[action]
        if (!bar || !figure) return
        bar.style.transform = `scaleY(${Math.max(0.012, share).toFixed(3)})`
        bar.style.opacity = share === best ? '1' : '0.42'
        figure.textContent = String(Math.round(share * 100))
      })
    }, DRAW_MILLIS)
    return () => clearInterval(timer)
  }, [minds, seat])
  return (
    <ul ref={root} className="grid will-change-transform contain-content auto-cols-fr grid-flow-col gap-3">
      {labels.map((label) => (
        <li key={label}>
          <div className="relative h-22 overflow-hidden border-b border-line-strong">
            <div
              data-bar
              className="absolute inset-0 origin-bottom bg-agent"
              style={{ transform: 'scaleY(0.012)', opacity: 0.42 }}
            />
          </div>
          <div className="mt-1.5 flex items-baseline justify-between text-sm">
            <span className="text-muted">{label}</span>
            <span data-figure className="figures">
              –
            </span>
          </div>
        </li>
      ))}
    </ul>
  )
}
