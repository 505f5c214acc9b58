'use client'

import type { ReactNode } from 'react'
import type { CurvePoint } from '../../game/protocol/http.ts'
import { percent } from '../_ui/format.ts'
import { LineChart } from '../_ui/line-chart.tsx'

const day = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short' })

/** How large a share of the points a partner won, match by match. Where it held back to keep matches near, how much it did is a second
 *  curve: without it a partner that was kind would look weak. */
export function PartnerCurve({ curve, name }: { curve: readonly CurvePoint[]; name: string }): ReactNode {
  const heldBack = curve.some((point) => point.heldBack > 0)
  const points = curve.map(({ share }, x) => ({ x, y: share }))
  return (
    <>
      <LineChart
        label={`Share of the points that ${name} won in each match`}
        include={[0, 0.5, 1]}
        series={[
          { name: 'Points it won', points, tone: 'agent' },
          ...(heldBack
            ? [{ name: 'Moves it let pass', points: curve.map((point, x) => ({ x, y: point.heldBack })), dashed: true }]
            : []),
        ]}
        height={180}
        formatX={(x) => {
          const point = curve[Math.round(x)]
          return point ? day.format(new Date(point.at)) : ''
        }}
        formatY={percent}
        empty="The curve begins with its first match that everybody may watch."
      />
      {heldBack ? (
        <p className="mt-3 text-sm text-muted">
          Dashed: the moves it let pass, so as to keep the match even. The fewer of them, the more the share of points
          says.
        </p>
      ) : null}
    </>
  )
}
