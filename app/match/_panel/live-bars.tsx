'use client'

import { useEffect, useRef, type ReactNode } from 'react'
import type { ActionSpace } from '../../../game/core/spaces.ts'
import type { ShownAction } from '../../../game/nets/heads/distribution.ts'
import type { MindLog } from './mind-log.ts'
import { shownBars } from './shown-bars.ts'

/** Drawn this often, ms: outside React, and on a layer of its own, so that the rest of the panel is not painted again each time. */
const DRAW_MILLIS = 100

/** What an agent is about to do, live: an upright bar for each choice or button, a band for each continuous dimension. */
export function LiveBars({ minds, seat, space }: { minds: MindLog; seat: number; space: ActionSpace }): ReactNode {
  const root = useRef<HTMLUListElement>(null)
  const upright = space.kind !== 'continuous'
  useEffect(() => {
    const bars = [...(root.current?.querySelectorAll<HTMLElement>('[data-bar]') ?? [])]
    const figures = [...(root.current?.querySelectorAll<HTMLElement>('[data-figure]') ?? [])]
    let drawn: ShownAction | null = null
    const timer = setInterval(() => {
      const shown = minds.latest[seat]?.shown
      if (!shown || shown === drawn) return
      drawn = shown
      shownBars(shown).forEach(({ from, length, opacity, figure }, i) => {
        const bar = bars[i]
        const text = figures[i]
        if (!bar || !text) return
        const scale = length.toFixed(3)
        bar.style.transform = upright ? `scaleY(${scale})` : `translateX(${(100 * from).toFixed(1)}%) scaleX(${scale})`
        bar.style.opacity = String(opacity)
        text.textContent = figure
      })
    }, DRAW_MILLIS)
    return () => clearInterval(timer)
  }, [minds, seat, upright])
  return (
    <ul
      ref={root}
      className={
        upright
          ? 'grid will-change-transform contain-content auto-cols-fr grid-flow-col gap-3'
          : 'grid will-change-transform contain-content gap-3'
      }
    >
      {space.labels.map((label) => (
        <li key={label}>{upright ? <Upright label={label} /> : <Band label={label} />}</li>
      ))}
    </ul>
  )
}

function Upright({ label }: { label: string }): ReactNode {
  return (
    <>
      <div className="relative h-22 overflow-hidden border-b border-line-strong">
        <div
          data-bar
          className="absolute inset-0 origin-bottom bg-agent"
          style={{ transform: 'scaleY(0.012)', opacity: 0.42 }}
        />
      </div>
      <div className="mt-1.5 flex items-baseline justify-between text-sm">
        <Caption label={label} />
      </div>
    </>
  )
}

/** From −1 to 1, with a line at 0. */
function Band({ label }: { label: string }): ReactNode {
  return (
    <>
      <div className="mb-1.5 flex items-baseline justify-between text-sm">
        <Caption label={label} />
      </div>
      <div className="relative h-3 overflow-hidden border-x border-line-strong bg-line">
        <div data-bar className="absolute inset-0 origin-left bg-agent" style={{ transform: 'scaleX(0)' }} />
        <div className="absolute inset-y-0 left-1/2 w-px bg-line-strong" />
      </div>
    </>
  )
}

function Caption({ label }: { label: string }): ReactNode {
  return (
    <>
      <span className="text-muted">{label}</span>
      <span data-figure className="figures">
        –
      </span>
    </>
  )
}
