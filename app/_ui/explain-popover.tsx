'use client'

import { Popover } from 'radix-ui'
import { useRef, type ReactNode, type RefObject } from 'react'

/** The explanation beside its button. Escape and a press elsewhere close it; the focus goes back to the button unless it was taken
 *  elsewhere. */
export function ExplainPopover({
  label,
  button,
  open,
  onOpenChange,
  children,
}: {
  label: string
  button: RefObject<HTMLButtonElement | null>
  open: boolean
  onOpenChange: (open: boolean) => void
  children: ReactNode
}): ReactNode {
  const leftByPress = useRef(false)
  return (
    <Popover.Root open={open} onOpenChange={onOpenChange}>
      <Popover.Anchor virtualRef={button} />
      <Popover.Portal>
        <Popover.Content
          aria-label={label}
          data-explains
          sideOffset={8}
          collisionPadding={16}
          onOpenAutoFocus={() => (leftByPress.current = false)}
          onInteractOutside={(event) => {
            // The button's own press closes it.
            if (event.target instanceof Node && button.current?.contains(event.target)) event.preventDefault()
            else leftByPress.current = true
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            if (!leftByPress.current) button.current?.focus()
          }}
          className="z-50 max-w-72 rounded-md border border-line-strong bg-raised p-4 text-sm leading-relaxed text-fg shadow-[0_12px_40px_#0000004d] outline-none data-[state=open]:animate-rise"
        >
          {children}
          <Popover.Arrow className="fill-line-strong" />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}
