'use client'

import { useId, type CSSProperties, type ReactNode } from 'react'

/** A number on a line. `format` writes the value beside the label and speaks it to screen readers. */
export function Slider({
  label,
  value,
  min,
  max,
  step = 1,
  format = String,
  hint,
  onChange,
}: {
  label: string
  value: number
  min: number
  max: number
  step?: number
  format?: (value: number) => string
  /** One line under the slider: what the number means. */
  hint?: ReactNode
  onChange: (value: number) => void
}): ReactNode {
  const id = useId()
  return (
    <div>
      <div className="flex items-baseline justify-between gap-4">
        <span id={id} className="text-sm text-muted">
          {label}
        </span>
        <span aria-hidden className="figures text-lg font-medium">
          {format(value)}
        </span>
      </div>
      <input
        type="range"
        className="slider"
        aria-labelledby={id}
        aria-valuetext={format(value)}
        min={min}
        max={max}
        step={step}
        value={value}
        style={{ '--filled': (value - min) / (max - min) } as CSSProperties}
        onChange={(event) => onChange(event.currentTarget.valueAsNumber)}
      />
      {hint ? <p className="text-sm text-muted">{hint}</p> : null}
    </div>
  )
}
