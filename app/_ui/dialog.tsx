'use client'

import { X } from 'lucide-react'
import { Dialog as Primitive } from 'radix-ui'
import { useRef, type ReactNode } from 'react'
import { IconButton } from './button.tsx'
import { cx } from './cx.ts'
import { useLayer } from './open-layers.ts'

/** A dialog over the page; on a phone it rises from the bottom edge. Controlled by `open`. `footer` holds its
 *  buttons, the main one last. It is gone in the moment it closes: while it went slowly it would keep the keys from who plays on. */
export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  footer,
  children,
  wide = false,
}: {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: string
  description?: ReactNode
  footer?: ReactNode
  children?: ReactNode
  wide?: boolean
}): ReactNode {
  const opener = useRef<Element | null>(null)
  useLayer(open)
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 bg-[light-dark(#0b102066,#000000a6)] data-[state=open]:animate-fade" />
        <Primitive.Content
          onOpenAutoFocus={() => (opener.current = document.activeElement)}
          onCloseAutoFocus={(event) => {
            // The focus would go nowhere: it goes back to what had it.
            if (!(opener.current instanceof HTMLElement)) return
            event.preventDefault()
            opener.current.focus()
          }}
          onKeyDown={(event) => {
            // A message that comes while the dialog is open lies above it, and would have Escape for itself.
            if (event.key === 'Escape' && !event.defaultPrevented) onOpenChange(false)
          }}
          {...(description === undefined ? { 'aria-describedby': undefined } : {})}
          className={cx(
            'fixed z-50 flex max-h-[88dvh] flex-col overflow-y-auto bg-raised outline-none',
            'inset-x-0 bottom-0 rounded-t-lg border-t border-line-strong p-6 pb-[max(1.5rem,env(safe-area-inset-bottom))]',
            'sm:inset-x-auto sm:top-1/2 sm:bottom-auto sm:left-1/2 sm:w-[calc(100%-3rem)] sm:-translate-x-1/2 sm:-translate-y-1/2 sm:rounded-lg sm:border sm:p-8',
            'data-[state=open]:animate-rise',
            wide ? 'sm:max-w-2xl' : 'sm:max-w-md',
          )}
        >
          <div className="flex items-start justify-between gap-4">
            <Primitive.Title className="title text-xl">{title}</Primitive.Title>
            <Primitive.Close asChild>
              <IconButton label="Close" icon={<X />} className="-mt-2.5 -mr-3" />
            </Primitive.Close>
          </div>
          {description === undefined ? null : (
            <Primitive.Description asChild>
              <div className="mt-1 text-muted">{description}</div>
            </Primitive.Description>
          )}
          {children ? <div className="mt-6">{children}</div> : null}
          {footer ? <div className="mt-8 flex flex-col-reverse gap-3 sm:flex-row sm:justify-end">{footer}</div> : null}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  )
}

/** Closes the dialog around it; give it one button. */
export const DialogClose = Primitive.Close
