'use client'

import { useState, type PointerEvent, type ReactNode } from 'react'
import { extent, pathThrough, thin, ticks, type ChartPoint } from './chart-scale.ts'
import { useSize } from './use-size.ts'

const strokes = { plain: 'var(--fg)', person: 'var(--person)', agent: 'var(--agent)' }

/** One curve of a chart. */
export interface ChartSeries {
  name: string
  points: readonly ChartPoint[]
  tone?: 'plain' | 'person' | 'agent'
  dashed?: boolean
}

const PAD = { top: 10, right: 44, bottom: 22, left: 2 }

/** Curves over a shared x, drawn by hand in SVG: hairline grid, figures at the right edge, a reading under the pointer. `include` keeps
 *  values (say 0.5) in view; `label` describes the chart to screen readers; `marks` are upright lines (say a new revision). */
export function LineChart({
  label,
  series,
  height = 200,
  include = [],
  marks = [],
  formatX,
  formatY = (y) => String(Math.round(y * 100) / 100),
  empty = 'Nothing to draw yet.',
}: {
  label: string
  series: readonly ChartSeries[]
  height?: number
  include?: readonly number[]
  marks?: readonly { x: number; label?: string }[]
  formatX?: (x: number) => string
  formatY?: (y: number) => string
  empty?: string
}): ReactNode {
  const [frame, { width }] = useSize<HTMLDivElement>()
  const [at, setAt] = useState<number | null>(null)
  const all = series.flatMap((s) => s.points)
  const [x0, x1] = extent(all.map((p) => p.x))
  const [low, high] = extent(
    all.map((p) => p.y),
    include,
  )
  const room = (high - low) * 0.06
  const [y0, y1] = [low - room, high + room]
  const inner = { width: Math.max(1, width - PAD.left - PAD.right), height: height - PAD.top - PAD.bottom }
  const sx = (x: number): number => PAD.left + ((x - x0) / (x1 - x0)) * inner.width
  const sy = (y: number): number => PAD.top + (1 - (y - y0) / (y1 - y0)) * inner.height

  const nearest = (points: readonly ChartPoint[], x: number): ChartPoint | undefined =>
    points.reduce<ChartPoint | undefined>(
      (best, p) => (!best || Math.abs(p.x - x) < Math.abs(best.x - x) ? p : best),
      undefined,
    )
  const onMove = (event: PointerEvent<SVGSVGElement>): void => {
    const left = event.currentTarget.getBoundingClientRect().left
    setAt(x0 + ((event.clientX - left - PAD.left) / inner.width) * (x1 - x0))
  }
  const readings =
    at === null
      ? []
      : series.flatMap((s) => (nearest(s.points, at) ? [{ series: s, point: nearest(s.points, at)! }] : []))
  const lead = readings[0]?.point

  return (
    <figure className="relative min-w-0" ref={frame}>
      <figcaption className="sr-only">
        {label}.{' '}
        {series
          .map((s) =>
            s.points.length > 0
              ? `${s.name}: from ${formatY(s.points[0]!.y)} to ${formatY(s.points.at(-1)!.y)}`
              : `${s.name}: nothing yet`,
          )
          .join('; ')}
      </figcaption>
      {all.length === 0 ? (
        <div className="grid place-items-center border-y border-line text-sm text-muted" style={{ height }}>
          {empty}
        </div>
      ) : width === 0 ? (
        <div style={{ height }} />
      ) : (
        <svg
          aria-hidden
          width={width}
          height={height}
          className="block touch-pan-y"
          onPointerMove={onMove}
          onPointerLeave={() => setAt(null)}
        >
          {ticks(y0, y1, Math.max(2, Math.floor(height / 60))).map((y) => (
            <g key={y}>
              <line x1={PAD.left} x2={width - PAD.right} y1={sy(y)} y2={sy(y)} stroke="var(--line)" />
              <text x={width - PAD.right + 8} y={sy(y) + 4} className="figures fill-muted text-xs">
                {formatY(y)}
              </text>
            </g>
          ))}
          {marks.map((mark) => (
            <line
              key={mark.x}
              x1={sx(mark.x)}
              x2={sx(mark.x)}
              y1={PAD.top}
              y2={height - PAD.bottom}
              stroke="var(--line-strong)"
              strokeDasharray="2 3"
            />
          ))}
          {formatX ? (
            <>
              <text x={PAD.left} y={height - 4} className="figures fill-muted text-xs">
                {formatX(x0)}
              </text>
              <text x={width - PAD.right} y={height - 4} textAnchor="end" className="figures fill-muted text-xs">
                {formatX(x1)}
              </text>
            </>
          ) : null}
          {series.map((s) => (
            <path
              key={s.name}
              d={pathThrough(thin(s.points, width), sx, sy)}
              fill="none"
              stroke={strokes[s.tone ?? 'plain']}
              strokeWidth="2"
              strokeDasharray={s.dashed ? '4 4' : undefined}
              strokeLinejoin="round"
              strokeLinecap="round"
            />
          ))}
          {series.map((s) => {
            const end = s.points.at(-1)
            return end ? (
              <circle key={s.name} cx={sx(end.x)} cy={sy(end.y)} r="3.5" fill={strokes[s.tone ?? 'plain']} />
            ) : null
          })}
          {lead ? (
            <line x1={sx(lead.x)} x2={sx(lead.x)} y1={PAD.top} y2={height - PAD.bottom} stroke="var(--fg)" />
          ) : null}
          {readings.map(({ series: s, point }) => (
            <circle
              key={s.name}
              cx={sx(point.x)}
              cy={sy(point.y)}
              r="4"
              fill="var(--ground)"
              stroke={strokes[s.tone ?? 'plain']}
              strokeWidth="2"
            />
          ))}
        </svg>
      )}
      {lead && width > 0 ? (
        <div
          aria-hidden
          className="figures pointer-events-none absolute -top-2 -translate-x-1/2 rounded-sm bg-fg px-2 py-0.5 text-xs whitespace-nowrap text-ground"
          style={{ left: Math.min(Math.max(sx(lead.x), 60), Math.max(60, width - 60)) }}
        >
          {readings.map(({ point }) => formatY(point.y)).join(' / ')}
          {formatX ? ` · ${formatX(lead.x)}` : ''}
        </div>
      ) : null}
    </figure>
  )
}
