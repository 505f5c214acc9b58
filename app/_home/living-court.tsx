'use client'

import { useEffect, useRef, useState, type ReactNode } from 'react'
import { cx } from '../_ui/cx.ts'
import { wantsStill } from '../_ui/settings.ts'
import { savesData, whenIdle } from '../_ui/when-idle.ts'

/** The court behind the first screen. It comes as a still picture (the children), and lives once the page is idle; for those who want no
 *  motion or few bytes it stays still. */
export function LivingCourt({
  scores: first,
  children,
}: {
  scores: readonly [number, number]
  children: ReactNode
}): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null)
  const [scores, setScores] = useState(first)
  const [lives, setLives] = useState(false)

  useEffect(() => {
    if (savesData() || wantsStill()) return
    let gone = false
    let stop: (() => void) | null = null
    const begin = async (): Promise<void> => {
      const { paintCourt } = await import('./paint-court.ts')
      if (gone || !canvas.current) return
      stop = paintCourt(canvas.current, ([left, right]) =>
        setScores((before) => (before[0] === left && before[1] === right ? before : [left, right])),
      )
      setLives(stop !== null)
    }
    // Where it cannot be fetched the picture stays.
    const forget = whenIdle(() => void begin().catch(() => undefined))
    return () => {
      gone = true
      forget()
      stop?.()
    }
  }, [])

  return (
    <div aria-hidden className="absolute inset-0">
      <div className="numeral absolute inset-x-0 top-4 flex justify-center gap-[clamp(3rem,8vw,7rem)] text-[clamp(3.5rem,9vw,7.5rem)] opacity-30 sm:top-8 sm:[@media(max-height:34rem)]:hidden">
        <span className="w-[2ch] text-right text-person">{scores[0]}</span>
        <span className="w-[2ch] text-agent">{scores[1]}</span>
      </div>
      {lives ? null : children}
      <canvas ref={canvas} className={cx('absolute inset-0 size-full', !lives && 'invisible')} />
    </div>
  )
}
