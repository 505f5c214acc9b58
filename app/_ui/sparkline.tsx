import type { ReactNode } from 'react'
import { extent, pathThrough, thin } from './chart-scale.ts'

const strokes = { plain: 'var(--fg)', person: 'var(--person)', agent: 'var(--agent)' }

/** A curve the size of a word, with a dot at its end. `label` says what it shows; `low` and `high` fix its range. */
export function Sparkline({
  values,
  label,
  tone = 'plain',
  low,
  high,
  className = 'h-8 w-24',
}: {
  values: readonly number[]
  label: string
  tone?: 'plain' | 'person' | 'agent'
  low?: number
  high?: number
  className?: string
}): ReactNode {
  const points = thin(
    values.map((y, x) => ({ x, y })),
    120,
  )
  const [bottom, top] = extent(
    values,
    [low, high].filter((v) => v !== undefined),
  )
  const last = values.length - 1
  const sx = (x: number): number => 2 + (last < 1 ? 48 : (x / last) * 96)
  const sy = (y: number): number => 29 - ((y - bottom) / (top - bottom)) * 26
  const end = values[last]
  return (
    <span className={`relative block ${className}`}>
      <span className="sr-only">{label}</span>
      <svg aria-hidden viewBox="0 0 100 32" preserveAspectRatio="none" className="size-full overflow-visible">
        <path
          d={pathThrough(points, sx, sy)}
          fill="none"
          stroke={strokes[tone]}
          strokeWidth="1.75"
          strokeLinejoin="round"
          strokeLinecap="round"
          vectorEffect="non-scaling-stroke"
        />
      </svg>
      {end === undefined ? null : (
        <span
          aria-hidden
          className="absolute size-1.5 -translate-1/2 rounded-full"
          style={{ left: `${sx(last)}%`, top: `${(sy(end) / 32) * 100}%`, background: strokes[tone] }}
        />
      )}
    </span>
  )
}
