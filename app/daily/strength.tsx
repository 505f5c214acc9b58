import type { ReactNode } from 'react'
import { inPercent } from './daily-words.ts'

/** How strong a newborn became: the share of points, and its margin. */
export function Strength({ score, margin }: { score: number; margin: number }): ReactNode {
  return (
    <span className="figures whitespace-nowrap">
      <span className="text-fg">{inPercent(score)} %</span>{' '}
      <span className="text-sm text-faint">±{inPercent(margin)}</span>
    </span>
  )
}
