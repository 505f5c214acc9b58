'use client'

import { Popover } from 'radix-ui'
import type { ReactNode } from 'react'
import { cx } from './cx.ts'

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
  return (
    <Popover.Root>
      <Popover.Trigger aria-label={label} className={cx('hit cursor-help rounded-sm', className)}>
        {mark}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          sideOffset={8}
          collisionPadding={16}
          className="z-50 max-w-72 rounded-md border border-line-strong bg-raised p-4 text-sm leading-relaxed text-fg shadow-[0_12px_40px_#0000004d] outline-none data-[state=closed]:animate-leave data-[state=open]:animate-rise"
        >
          {children}
          <Popover.Arrow className="fill-line-strong" />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}
