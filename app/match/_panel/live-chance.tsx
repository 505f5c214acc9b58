'use client'

import { useEffect, useRef, type ReactNode } from 'react'
import { useSize } from '../../_ui/use-size.ts'
import { onThemeChange, themeColour } from '../../_ui/theme.ts'
import type { MindLog } from './mind-log.ts'

const DRAW_MILLIS = 250
/** Width of the picture, seconds. */
const SPAN = 60
const PAD = 6
/** Minds this far apart are not joined by a line, seconds. */
const GAP = 1.5

/** The agent's own expectation of what comes, over the last minute: a line that moves with the match, outside React. Revisions are upright
 *  lines, what was won or lost are dots (above, below). */
export function LiveChance({ minds, seat }: { minds: MindLog; seat: number }): ReactNode {
  const [frame, { width, height }] = useSize<HTMLDivElement>()
  const canvas = useRef<HTMLCanvasElement>(null)
  const figure = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    const context = canvas.current?.getContext('2d')
    if (!context || width === 0) return
    const ratio = Math.min(3, devicePixelRatio || 1)
    context.canvas.width = width * ratio
    context.canvas.height = height * ratio
    let colours = readColours()
    const stopTheme = onThemeChange(() => (colours = readColours()))
    const timer = setInterval(() => {
      context.setTransform(ratio, 0, 0, ratio, 0, 0)
      draw(context, width, height, minds, seat, colours)
      const chance = minds.chances[seat]?.at(-1)?.chance
      if (figure.current) figure.current.textContent = chance === undefined ? '–' : String(Math.round(chance * 100))
    }, DRAW_MILLIS)
    return () => {
      clearInterval(timer)
      stopTheme()
    }
  }, [minds, seat, width, height])
  return (
    <div>
      <p className="numeral w-fit text-4xl text-agent-text will-change-transform contain-content">
        <span ref={figure}>–</span>
        <span className="ml-1 text-[0.5em] text-muted">%</span>
      </p>
      <div ref={frame} className="relative mt-2 h-20">
        <canvas ref={canvas} aria-hidden className="absolute inset-0 size-full" />
      </div>
    </div>
  )
}

type Colours = Record<'agent' | 'person' | 'line' | 'faint', string>
const readColours = (): Colours => ({
  agent: themeColour('agent'),
  person: themeColour('person'),
  line: themeColour('line'),
  faint: themeColour('faint'),
})

function draw(
  context: CanvasRenderingContext2D,
  width: number,
  height: number,
  minds: MindLog,
  seat: number,
  colours: Colours,
): void {
  const line = minds.chances[seat] ?? []
  const newest = Math.max(line.at(-1)?.tick ?? 0, minds.marks.at(-1)?.tick ?? 0)
  const x = (tick: number): number =>
    width - PAD - ((newest - tick) / (SPAN * minds.ticksPerSecond)) * (width - 2 * PAD)
  const y = (chance: number): number => PAD + (1 - chance) * (height - 2 * PAD)
  context.clearRect(0, 0, width, height)
  context.lineWidth = 1
  context.strokeStyle = colours.line
  for (const level of [0, 0.5, 1])
    stroke(context, [
      [0, Math.round(y(level)) + 0.5],
      [width, Math.round(y(level)) + 0.5],
    ])
  context.setLineDash([2, 3])
  context.globalAlpha = 0.45
  context.strokeStyle = colours.faint
  for (const mark of minds.marks)
    if (mark.kind === 'revision')
      stroke(context, [
        [Math.round(x(mark.tick)) + 0.5, 0],
        [Math.round(x(mark.tick)) + 0.5, height],
      ])
  context.setLineDash([])
  context.globalAlpha = 1
  context.lineWidth = 2
  context.lineJoin = 'round'
  context.strokeStyle = colours.agent
  for (const part of unbroken(line, GAP * minds.ticksPerSecond))
    stroke(
      context,
      part.map(({ tick, chance }) => [x(tick), y(chance)]),
    )
  for (const mark of minds.marks) {
    if (mark.kind === 'revision') continue
    context.fillStyle = mark.kind === 'won' ? colours.agent : colours.person
    context.beginPath()
    context.arc(x(mark.tick), mark.kind === 'won' ? PAD : height - PAD, 3, 0, 2 * Math.PI)
    context.fill()
  }
}

/** The line in parts: a lost connection leaves a gap. */
function unbroken(
  line: readonly { tick: number; chance: number }[],
  gap: number,
): { tick: number; chance: number }[][] {
  const parts: { tick: number; chance: number }[][] = []
  for (const [index, point] of line.entries()) {
    const before = line[index - 1]
    if (before && point.tick - before.tick < gap) parts.at(-1)!.push(point)
    else parts.push([point])
  }
  return parts
}

function stroke(context: CanvasRenderingContext2D, points: readonly (readonly [number, number])[]): void {
  context.beginPath()
  points.forEach(([x, y], index) => (index === 0 ? context.moveTo(x, y) : context.lineTo(x, y)))
  context.stroke()
}
