import type { ReactNode } from 'react'

/** A rating as a dot with its uncertainty as a line, on a scale shared by all rows. Decoration: the figures stand beside it. */
export function RangeBar({
  rating,
  uncertainty,
  scale,
  kind,
}: {
  rating: number
  uncertainty: number
  scale: readonly [number, number]
  kind: 'human' | 'agent'
}): ReactNode {
  const [low, high] = scale
  const at = (value: number): string => `${(Math.min(1, Math.max(0, (value - low) / (high - low))) * 100).toFixed(1)}%`
  const colour = kind === 'human' ? 'var(--person)' : 'var(--agent)'
  return (
    <svg aria-hidden className="block h-6 w-64 overflow-visible">
      <line x1="0" x2="100%" y1="50%" y2="50%" stroke="var(--line)" />
      <line
        x1={at(rating - uncertainty)}
        x2={at(rating + uncertainty)}
        y1="50%"
        y2="50%"
        stroke={colour}
        strokeWidth="3"
        opacity=".4"
      />
      <rect x={at(rating)} y="50%" width="3" height="12" transform="translate(-1.5 -6)" fill={colour} />
    </svg>
  )
}
