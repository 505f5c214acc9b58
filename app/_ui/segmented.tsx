'use client'

import { useId, type ReactNode } from 'react'
import { cx } from './cx.ts'

/** One choice of a few, side by side: a radio group that can be walked with the arrow keys. `hideLabel` keeps the label for screen
 *  readers only. */
export function Segmented<Value extends string | number>({
  label,
  hideLabel = false,
  options,
  value,
  onChange,
  className,
}: {
  label: string
  hideLabel?: boolean
  options: readonly { value: Value; label: ReactNode; hint?: string }[]
  value: Value
  onChange: (value: Value) => void
  className?: string
}): ReactNode {
  const name = useId()
  return (
    <fieldset className={cx('min-w-0', className)}>
      <legend className={hideLabel ? 'sr-only' : 'mb-2 text-sm text-muted'}>{label}</legend>
      <div className="flex w-fit max-w-full rounded-md border border-line-strong p-0.75">
        {options.map((option) => (
          <label
            key={option.value}
            title={option.hint}
            className={cx(
              'relative flex min-h-9.5 flex-1 cursor-pointer items-center justify-center gap-1.5 rounded-sm px-3.5 text-sm whitespace-nowrap',
              'font-[560] transition-colors duration-150 has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-fg',
              option.value === value
                ? 'bg-fg text-ground forced-colors:bg-[Highlight] forced-colors:text-[HighlightText] forced-colors:forced-color-adjust-none'
                : 'text-muted hover:text-fg',
            )}
          >
            <input
              type="radio"
              name={name}
              className="sr-only"
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
