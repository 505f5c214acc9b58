'use client'

import { useRef, useState, type ReactNode } from 'react'
import { cx } from './cx.ts'
import { useLayer } from './open-layers.ts'
import { onDemand } from './on-demand.tsx'

const ExplainPopover = onDemand(async () => (await import('./explain-popover.tsx')).ExplainPopover)

/** A word or mark that explains itself when it is pressed: works with mouse, keyboard and touch alike. `label` names the button where
 *  the mark alone would not. */
export function Explain({
  label,
  mark,
  children,
  className,
}: {
  label: string
  mark: ReactNode
  children: ReactNode
  className?: string
}): ReactNode {
  const button = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  const [pressed, setPressed] = useState(false)
  useLayer(open)
  return (
    <>
      <button
        ref={button}
        type="button"
        aria-label={label}
        aria-haspopup="dialog"
        aria-expanded={open}
        onPointerEnter={() => void ExplainPopover.load()}
        onFocus={() => void ExplainPopover.load()}
        onClick={() => {
          setPressed(true)
          setOpen(!open)
        }}
        className={cx('hit cursor-help rounded-sm', className)}
      >
        {mark}
      </button>
      {pressed ? (
        <ExplainPopover label={label} button={button} open={open} onOpenChange={setOpen}>
          {children}
        </ExplainPopover>
      ) : null}
    </>
  )
}
