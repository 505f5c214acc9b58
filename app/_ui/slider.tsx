'use client'

import { Slider as Primitive } from 'radix-ui'
import { useId, type ReactNode } from 'react'

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
      <Primitive.Root
        className="relative flex h-11 touch-none items-center select-none"
        value={[value]}
        min={min}
        max={max}
        step={step}
        onValueChange={([next]) => next !== undefined && onChange(next)}
      >
        <Primitive.Track className="relative h-0.5 grow rounded-full bg-line-strong">
          <Primitive.Range className="absolute h-full rounded-full bg-fg" />
        </Primitive.Track>
        <Primitive.Thumb
          aria-labelledby={id}
          aria-valuetext={format(value)}
          className="block h-6 w-2.5 rounded-sm bg-fg shadow-[0_0_0_4px_var(--ground)] transition-[scale] duration-150 hover:scale-y-110 focus-visible:outline-2 focus-visible:outline-offset-4"
        />
      </Primitive.Root>
      {hint ? <p className="text-sm text-muted">{hint}</p> : null}
    </div>
  )
}
