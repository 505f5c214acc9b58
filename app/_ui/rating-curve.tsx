'use client'

import type { ReactNode } from 'react'
import { LineChart } from './line-chart.tsx'

const day = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short' })

/** How a rating went, match by match. */
export function RatingCurve({
  history,
  name,
  tone,
}: {
  history: readonly { at: string; rating: number }[]
  name: string
  tone: 'person' | 'agent'
}): ReactNode {
  // By order of matches, not by date: an evening of ten matches would be one upright line.
  const points = history.map((entry, x) => ({ x, y: entry.rating }))
  // A change of a few points should not look like a cliff.
  const last = history.at(-1)?.rating
  const include = last === undefined ? [] : [last - 60, last + 60]
  return (
    <LineChart
      include={include}
      label={`Rating of ${name} after each rated match`}
      series={[{ name: 'Rating', points, tone }]}
      height={180}
      formatX={(x) => {
        const entry = history[Math.round(x)]
        return entry ? day.format(new Date(entry.at)) : ''
      }}
      formatY={(y) => String(Math.round(y))}
      empty="The curve begins with the first rated match."
    />
  )
}
