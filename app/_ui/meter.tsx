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

/** A few shares side by side as upright bars, such as an agent's confidence in each action; the largest is lit. */
export function Bars({
  label,
  items,
  tone = 'agent',
}: {
  label: string
  items: readonly { label: string; value: number }[]
  tone?: 'plain' | 'person' | 'agent'
}): ReactNode {
  const best = Math.max(...items.map((item) => item.value))
  return (
    <ul aria-label={label} className="flex h-24 items-stretch gap-3">
      {items.map((item) => {
        const share = Math.min(1, Math.max(0, item.value))
        return (
          <li key={item.label} className="flex min-w-0 flex-1 flex-col">
            <div className="relative grow overflow-hidden border-b border-line-strong">
              <div
                className={cx(
                  'absolute inset-0 origin-bottom transition-[transform,opacity] duration-150',
                  fills[tone],
                )}
                style={{ transform: `scaleY(${share})`, opacity: item.value === best ? 1 : 0.4 }}
              />
            </div>
            <div className="mt-1.5 flex items-baseline justify-between gap-1 text-sm">
              <span className="truncate text-muted">{item.label}</span>
              <span className="figures">{Math.round(share * 100)}</span>
            </div>
          </li>
        )
      })}
    </ul>
  )
}
