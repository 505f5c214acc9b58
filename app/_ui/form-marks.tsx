import type { ReactNode } from 'react'
import type { Outcome } from '../../game/protocol/http.ts'

/** Matches that a form tells of. */
const PLACES = 5
const WIDTH = 9
const MIDDLE = 10

/** How the last matches went, the newest at the right: a mark up for a win, down for a loss, a dot for neither. Read out as words. */
export function FormMarks({ form }: { form: readonly Outcome[] }): ReactNode {
  if (form.length === 0) return <span className="text-faint">–</span>
  const first = PLACES - form.length
  return (
    <span className="inline-block align-middle">
      <span className="sr-only">Last matches, the newest at the end: {form.join(', ')}</span>
      <svg aria-hidden width={PLACES * WIDTH} height={2 * MIDDLE} className="block">
        <line x1="0" x2={PLACES * WIDTH} y1={MIDDLE} y2={MIDDLE} className="stroke-line-strong" />
        {form.map((outcome, i) => (
          <Mark key={i} outcome={outcome} x={(first + i) * WIDTH + 2} />
        ))}
      </svg>
    </span>
  )
}

function Mark({ outcome, x }: { outcome: Outcome; x: number }): ReactNode {
  if (outcome === 'drawn') return <circle cx={x + 2.5} cy={MIDDLE} r="2.5" className="fill-muted" />
  return outcome === 'won' ? (
    <rect x={x} y={MIDDLE - 8} width="5" height="8" className="fill-fg" />
  ) : (
    <rect x={x + 0.5} y={MIDDLE + 0.5} width="4" height="7" className="fill-none stroke-muted" />
  )
}
