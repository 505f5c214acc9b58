'use client'

import { X } from 'lucide-react'
import { Toast as Primitive } from 'radix-ui'
import type { ReactNode } from 'react'
import { Button, IconButton } from './button.tsx'
import type { ToastMessage } from './toast.tsx'

/** The toasts that are shown now, at the edge of the page. */
export function ToastList({
  messages,
  onClose,
}: {
  messages: readonly (ToastMessage & { id: number })[]
  onClose: (id: number) => void
}): ReactNode {
  return (
    <Primitive.Provider label="Message">
      {messages.map((message) => (
        <Primitive.Root
          key={message.id}
          duration={message.undo ? 8000 : 5000}
          type={message.tone === 'error' ? 'foreground' : 'background'}
          onOpenChange={(open) => open || onClose(message.id)}
          className="flex items-center gap-3 rounded-md bg-fg py-2 pr-2 pl-5 text-ground shadow-[0_12px_40px_#00000059] data-[state=closed]:animate-leave data-[state=open]:animate-rise"
        >
          <Primitive.Description className="grow py-1.5 text-[0.95rem] font-[540]">
            {message.text}
          </Primitive.Description>
          {message.undo ? (
            <Primitive.Action altText="Undo" asChild onClick={message.undo}>
              <Button
                size="sm"
                variant="quiet"
                className="text-ground! underline underline-offset-4 hover:bg-transparent!"
              >
                Undo
              </Button>
            </Primitive.Action>
          ) : null}
          <Primitive.Close asChild>
            <IconButton label="Dismiss" icon={<X />} className="size-9! text-ground! hover:bg-transparent!" />
          </Primitive.Close>
        </Primitive.Root>
      ))}
      <Primitive.Viewport className="fixed inset-x-4 bottom-[calc(4.75rem+env(safe-area-inset-bottom))] z-60 flex flex-col gap-2 outline-none sm:inset-x-auto sm:right-6 sm:bottom-6 sm:w-104" />
    </Primitive.Provider>
  )
}
