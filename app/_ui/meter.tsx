import type { ReactNode } from 'react'
import { cx } from './cx.ts'

const fills = { plain: 'bg-fg', person: 'bg-person', agent: 'bg-agent' }

/** A share 0..1 as a bar with its label and its figure. `mark` draws a tick where something compares (0..1, with `markLabel`). Null:
 *  not known yet. */
export function Meter({
  label,
  value,
  text,
  tone = 'plain',
  mark,
  markLabel,
}: {
  label: string
  value: number | null
  /** The figure shown; by default the share in percent. */
  text?: string
  tone?: 'plain' | 'person' | 'agent'
  mark?: number
  markLabel?: string
}): ReactNode {
  const share = value === null ? 0 : Math.min(1, Math.max(0, value))
  const shown = value === null ? '–' : (text ?? `${Math.round(share * 100)} %`)
  return (
    <div>
      <div className="flex items-baseline justify-between gap-3 text-sm">
        <span className="text-muted">{label}</span>
        <span className="figures font-[560]">{shown}</span>
      </div>
      <div aria-hidden className="relative mt-1.5 h-1 bg-line">
        <div
          className={cx('h-full origin-left transition-transform duration-250', fills[tone])}
          style={{ transform: `scaleX(${share})` }}
        />
        {mark === undefined ? null : (
          <span
            title={markLabel}
            className="absolute -top-1 h-3 w-px bg-fg"
            style={{ left: `${Math.min(1, Math.max(0, mark)) * 100}%` }}
          />
        )}
      </div>
    </div>
  )
}
