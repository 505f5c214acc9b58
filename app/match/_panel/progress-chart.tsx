import type { ReactNode } from 'react'
import { shareInterval } from '../../../game/learn/maths/share-interval.ts'
import { clock, percent } from '../../_ui/format.ts'
import { LineChart } from '../../_ui/line-chart.tsx'
import type { ProgressPoint } from './progress.ts'

/** Shares that are always in the picture. */
const SHOWN = [0.35, 0.65]
/** Seconds between marks. */
const STEPS = [15, 30, 60, 120, 300, 600, 1200]

/** How a partner does over a match against the one that it began with: the share of the points, the interval of each, and the line of no
 *  progress. */
export function ProgressChart({ points, rounds }: { points: readonly ProgressPoint[]; rounds: string }): ReactNode {
  if (points.length === 0) return null
  const curve = points.map(({ seconds, won, lost }) => {
    const { share, low, high } = shareInterval({ yes: won, no: lost })
    return { x: seconds, y: share, low, high }
  })
  return (
    <LineChart
      label={`Share of its practice ${rounds} that it wins against its starting self`}
      series={[{ name: 'Won', points: curve, tone: 'agent' }]}
      height={120}
      include={SHOWN}
      level={0.5}
      stepsX={STEPS}
      formatX={clock}
      formatY={percent}
    />
  )
}
