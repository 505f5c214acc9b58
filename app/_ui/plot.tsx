'use client'

import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState, type ReactNode } from 'react'
import uPlot from 'uplot'
import type { ChartSeries } from './line-chart.tsx'
import { dataOf, plotOptions } from './plot-options.ts'
import './plot.css'
import { onThemeChange } from './theme.ts'
import { useSize } from './use-size.ts'

export interface PlotProps {
  label: string
  series: readonly ChartSeries[]
  /** In CSS pixels. */
  height: number
  /** Values that are always in view. */
  include?: readonly number[]
  /** A dashed line across. */
  level?: number
  /** Distances that marks of the x axis may have. */
  stepsX?: readonly number[]
  formatX: (x: number) => string
  formatY: (y: number) => string
}

/** Which point is read, and where it stands in CSS pixels from the left. */
interface Reading {
  index: number
  left: number
}

/** Where each key goes to from a point (null: none is read yet) of so many. */
const KEYS: Partial<Record<string, (at: number | null, last: number) => number | null>> = {
  ArrowLeft: (at, last) => (at === null ? last : Math.max(0, at - 1)),
  ArrowRight: (at, last) => (at === null ? 0 : Math.min(last, at + 1)),
  Home: () => 0,
  End: (_, last) => last,
  Escape: () => null,
}

/** A chart drawn by uPlot, which has the scales, axes, curves and the nearest point to a mouse; keys and fingers move its cursor here, and
 *  what it stands at is shown and read aloud. */
export function Plot(props: PlotProps): ReactNode {
  const { label, series, height, formatX, formatY } = props
  const [frame, { width }] = useSize<HTMLDivElement>()
  const latest = useRef(props)
  const plot = useRef<uPlot | null>(null)
  const [reading, setReading] = useState<Reading | null>(null)
  const isSized = width > 0

  useLayoutEffect(() => void (latest.current = props))
  useEffect(() => {
    const element = frame.current
    if (!element || !isSized) return
    // It also tells of a cursor that is nowhere, each time that it draws.
    const onCursor = ({ cursor: { idx, left = -1 }, over }: uPlot): void => {
      if (typeof idx === 'number' && left >= 0) setReading({ index: idx, left: over.offsetLeft + left })
    }
    const size = { width: element.clientWidth, height: latest.current.height }
    const made = new uPlot(plotOptions(element, size, latest, onCursor), dataOf(latest.current.series), element)
    plot.current = made
    const redraw = (): void => made.redraw(false, true)
    const stop = onThemeChange(redraw)
    // Figures may be drawn before their face is here.
    void document.fonts.ready.then(redraw)
    return () => {
      stop()
      plot.current = null
      made.destroy()
    }
  }, [frame, isSized])
  useEffect(() => plot.current?.setSize({ width, height }), [width, height])

  const moveCursor = (index: number | null): void => {
    const x = index === null ? undefined : plot.current?.data[0][index]
    plot.current?.setCursor({ left: x === undefined ? -10 : plot.current.valToPos(x, 'x'), top: 0 })
  }
  const read = (index: number | null): void => {
    setReading(index === null ? null : { index, left: 0 })
    moveCursor(index)
  }
  // What is read stays what it is while points are added.
  const follow = useEffectEvent(() => reading && moveCursor(reading.index))
  useEffect(() => {
    plot.current?.setData(dataOf(series))
    follow()
  }, [series])

  const points = reading
    ? series.flatMap(({ name, points: of }) => (of[reading.index] ? [{ name, of: of[reading.index]! }] : []))
    : []

  return (
    // An application takes its own keys.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      ref={frame}
      role="application"
      aria-roledescription="chart"
      aria-label={`${label}: arrow keys read its points`}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      className="figures relative h-full touch-pan-y text-xs select-none"
      onKeyDown={(event) => {
        const move = KEYS[event.key]
        if (!move || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
        // With nothing to clear, Escape is left to what lies around.
        if (event.key === 'Escape' && points.length === 0) return
        // The keys of a match, too, while nothing here has the focus.
        event.stopPropagation()
        event.preventDefault()
        read(move(reading?.index ?? null, (series[0]?.points.length ?? 0) - 1))
      }}
      onBlur={() => read(null)}
      onPointerLeave={(event) => event.pointerType === 'mouse' && read(null)}
      onPointerDown={(event) => event.pointerType !== 'mouse' && readAt(plot.current, event)}
      onPointerMove={(event) => event.pointerType !== 'mouse' && readAt(plot.current, event)}
    >
      <output
        className="pointer-events-none absolute -top-2 z-10 max-w-full -translate-x-1/2 rounded-sm bg-fg px-2 py-0.5 whitespace-nowrap text-ground empty:opacity-0"
        style={{ left: Math.min(Math.max(reading?.left ?? 0, 60), Math.max(60, width - 60)) }}
      >
        {points.length > 0 ? (
          <>
            <span className="sr-only">
              {formatX(points[0]!.of.x)}: {points.map(({ name, of }) => `${name} ${said(of, formatY)}`).join(', ')}
            </span>
            <span aria-hidden>
              {points.map(({ of }) => formatY(of.y)).join(' / ')} · {formatX(points[0]!.of.x)}
            </span>
          </>
        ) : null}
      </output>
    </div>
  )
}

/** A value with how sure it is, where that is known. */
const said = ({ y, low, high }: ChartSeries['points'][number], format: (y: number) => string): string =>
  low === undefined || high === undefined ? format(y) : `${format(y)}, between ${format(low)} and ${format(high)}`

/** uPlot itself follows a mouse alone. */
function readAt(plot: uPlot | null, { clientX, clientY }: { clientX: number; clientY: number }): void {
  if (!plot) return
  const { left, top } = plot.over.getBoundingClientRect()
  plot.setCursor({ left: clientX - left, top: clientY - top })
}
