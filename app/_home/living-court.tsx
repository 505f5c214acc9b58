'use client'

import { useEffect, useRef, useState, type ReactNode } from 'react'
import { onThemeChange, themeColour } from '../_ui/theme.ts'
import { drawRally, type CourtColours } from './draw-rally.ts'
import { Rally } from './rally.ts'

const TRAIL_TICKS = 900
const TICK_MS = 1000 / 60

const readColours = (): CourtColours => ({
  person: themeColour('person'),
  agent: themeColour('agent'),
  ball: themeColour('ball'),
  line: themeColour('court-line'),
})

/** The court behind the first screen: a game that plays itself, its paths glowing on as in a long exposure. Whoever moves a mouse over it
 *  has the left paddle in hand. It rests while it is out of sight, and stands still for those who want no motion. */
export function LivingCourt(): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null)
  const [scores, setScores] = useState<readonly [number, number]>([0, 0])

  useEffect(() => {
    const element = canvas.current
    const g = element?.getContext('2d')
    if (!element || !g) return
    // Begun in the middle of a game, so that the first picture is already painted with light.
    const rally = new Rally(7, TRAIL_TICKS)
    for (let tick = 0; tick < 1500; tick++) rally.step()
    const still = window.matchMedia('(prefers-reduced-motion: reduce)')
    let colours = readColours()
    let hand: number | null = null
    let frame = 0
    let last = 0
    let owed = 0
    let seen = true

    const draw = (): void =>
      drawRally(g, rally, colours, {
        width: element.clientWidth,
        height: element.clientHeight,
        trailTicks: TRAIL_TICKS,
        words: element.clientWidth < 640 ? 'nowhere' : 'left',
      })
    const turn = (now: number): void => {
      owed = Math.min(owed + (last === 0 ? 0 : now - last), 100)
      last = now
      for (; owed >= TICK_MS; owed -= TICK_MS) rally.step(hand)
      setScores((before) =>
        before[0] === rally.scores[0] && before[1] === rally.scores[1] ? before : [rally.scores[0], rally.scores[1]],
      )
      draw()
      frame = requestAnimationFrame(turn)
    }
    const run = (): void => {
      cancelAnimationFrame(frame)
      last = 0
      if (seen && !still.matches) frame = requestAnimationFrame(turn)
      else draw()
    }
    const resize = (): void => {
      const ratio = Math.min(window.devicePixelRatio || 1, 2)
      element.width = Math.round(element.clientWidth * ratio)
      element.height = Math.round(element.clientHeight * ratio)
      g.setTransform(ratio, 0, 0, ratio, 0, 0)
      draw()
    }
    const onPointer = (event: PointerEvent): void => {
      if (event.pointerType !== 'mouse') return
      const box = element.getBoundingClientRect()
      const inside = event.clientY >= box.top && event.clientY <= box.bottom
      hand = inside ? 80 - ((event.clientY - box.top) / box.height) * 160 : null
    }
    const release = (): void => {
      hand = null
    }

    setScores([rally.scores[0], rally.scores[1]])
    const sizes = new ResizeObserver(resize)
    sizes.observe(element)
    const sight = new IntersectionObserver(([entry]) => {
      seen = entry?.isIntersecting ?? true
      run()
    })
    sight.observe(element)
    const stopTheme = onThemeChange(() => {
      colours = readColours()
      draw()
    })
    still.addEventListener('change', run)
    window.addEventListener('pointermove', onPointer)
    document.documentElement.addEventListener('pointerleave', release)
    return () => {
      cancelAnimationFrame(frame)
      sizes.disconnect()
      sight.disconnect()
      stopTheme()
      still.removeEventListener('change', run)
      window.removeEventListener('pointermove', onPointer)
      document.documentElement.removeEventListener('pointerleave', release)
    }
  }, [])

  return (
    <div aria-hidden className="absolute inset-0">
      <div className="numeral absolute inset-x-0 top-4 sm:[@media(max-height:34rem)]:hidden sm:top-8 flex justify-center gap-[clamp(3rem,8vw,7rem)] text-[clamp(3.5rem,9vw,7.5rem)] opacity-30">
        <span className="w-[2ch] text-right text-person">{scores[0]}</span>
        <span className="w-[2ch] text-agent">{scores[1]}</span>
      </div>
      <canvas ref={canvas} className="absolute inset-0 size-full" />
    </div>
  )
}
