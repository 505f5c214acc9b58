'use client'

import { X } from 'lucide-react'
import { Toast as Primitive } from 'radix-ui'
import { createContext, useCallback, useContext, useMemo, useRef, useState, type ReactNode } from 'react'
import { Button, IconButton } from './button.tsx'

/** What a toast says. With `undo` it stays eight seconds and offers to take the deed back. */
export interface ToastMessage {
  text: string
  tone?: 'plain' | 'error'
  undo?: () => void
}

const Show = createContext<((message: ToastMessage) => void) | null>(null)

/** Holds the toasts of the page; the root layout has one. */
export function ToastProvider({ children }: { children: ReactNode }): ReactNode {
  const [messages, setMessages] = useState<(ToastMessage & { id: number })[]>([])
  const next = useRef(0)
  const show = useCallback((message: ToastMessage) => {
    const id = next.current++
    setMessages((all) => [...all.slice(-2), { ...message, id }])
  }, [])
  const context = useMemo(() => show, [show])
  const remove = (id: number): void => setMessages((all) => all.filter((message) => message.id !== id))

  return (
    <Show.Provider value={context}>
      <Primitive.Provider label="Message">
        {children}
        {messages.map((message) => (
          <Primitive.Root
            key={message.id}
            duration={message.undo ? 8000 : 5000}
            type={message.tone === 'error' ? 'foreground' : 'background'}
            onOpenChange={(open) => open || remove(message.id)}
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
    </Show.Provider>
  )
}

/** Shows a short message at the edge of the page: `const toast = useToast(); toast({ text, undo })`. Throws outside ToastProvider. */
export function useToast(): (message: ToastMessage) => void {
  const show = useContext(Show)
  if (!show) throw new Error('useToast needs a ToastProvider around it')
  return show
}
