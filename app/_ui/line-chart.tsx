import type { ReactNode } from 'react'
import { onDemand } from './on-demand.tsx'
import type { PlotProps } from './plot.tsx'
import { Skeleton } from './skeleton.tsx'

/** A point of a chart; x grows to the right. low, high: how far the true value may lie from it, drawn for the first series. */
export interface ChartPoint {
  x: number
  y: number
  low?: number
  high?: number
}

/** One curve of a chart. All curves of a chart have the same x. */
export interface ChartSeries {
  name: string
  points: readonly ChartPoint[]
  tone?: 'plain' | 'person' | 'agent'
  dashed?: boolean
}

const Plot = onDemand<PlotProps>(
  async () => (await import('./plot.tsx')).Plot,
  () => <p className="grid h-full place-items-center text-sm text-muted">The chart could not be loaded.</p>,
  () => <Skeleton className="h-full" />,
)

/** Curves over a shared x, that are read point by point with the arrow keys, a finger or a mouse. The code that draws them is fetched where
 *  a chart is shown; its place is kept. label: describes the chart to screen readers. */
export function LineChart({
  label,
  series,
  height = 200,
  empty = 'Nothing to draw yet.',
  ...plot
}: { label: string; height?: number; empty?: string } & Omit<PlotProps, 'label' | 'height'>): ReactNode {
  const { formatY } = plot
  return (
    <figure className="min-w-0">
      <figcaption className="sr-only">
        {label}.{' '}
        {series
          .map(({ name, points }) =>
            points.length > 0
              ? `${name}: from ${formatY(points[0]!.y)} to ${formatY(points.at(-1)!.y)}`
              : `${name}: nothing yet`,
          )
          .join('; ')}
      </figcaption>
      {series.every(({ points }) => points.length === 0) ? (
        <div className="grid place-items-center border-y border-line text-sm text-muted" style={{ height }}>
          {empty}
        </div>
      ) : (
        <div style={{ height }}>
          {/* Other curves are another drawing. */}
          <Plot key={series.length} label={label} series={series} height={height} {...plot} />
        </div>
      )}
    </figure>
  )
}
