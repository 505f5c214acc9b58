'use client'

import { X } from 'lucide-react'
import { Toast as Primitive } from 'radix-ui'
import { useEffect, useRef, type ReactNode } from 'react'
import { Button, IconButton } from './button.tsx'
import { freePlace, overlap, type Box } from './free-place.ts'
import type { ToastMessage } from './toast.tsx'

/** What can be pressed, or is played on. */
const PRESSABLE = 'button, a[href], input, select, textarea, label, [data-plays]'

function pressable(without: HTMLElement): Box[] {
  return [...document.querySelectorAll(PRESSABLE)]
    .filter((element) => !without.contains(element))
    .map((element) => element.getBoundingClientRect())
    .filter(({ width, height, bottom, top }) => width > 0 && height > 0 && bottom > 0 && top < innerHeight)
}

/** Puts a list of toasts where it covers nothing that can be pressed, and somewhere else when something comes under it. Returns how to
 *  stop. */
function keepClear(list: HTMLElement): () => void {
  const place = (): void => {
    const box = list.getBoundingClientRect()
    const taken = pressable(list)
    const outside = box.bottom > innerHeight || box.right > innerWidth || box.top < 0
    if (box.height === 0 || (!outside && box.top > 0 && taken.every((other) => overlap(box, other) === 0))) return
    const { left, top } = freePlace(box, { width: innerWidth, height: innerHeight }, taken)
    list.style.left = `${left}px`
    list.style.top = `${top}px`
  }
  const sizes = new ResizeObserver(place)
  sizes.observe(list)
  window.addEventListener('scroll', place, { passive: true })
  window.addEventListener('resize', place)
  return () => {
    sizes.disconnect()
    window.removeEventListener('scroll', place)
    window.removeEventListener('resize', place)
  }
}

/** The toasts that are shown now, where they are in nobody's way. */
export function ToastList({
  messages,
  onClose,
}: {
  messages: readonly (ToastMessage & { id: number })[]
  onClose: (id: number) => void
}): ReactNode {
  const list = useRef<HTMLOListElement>(null)
  useEffect(() => (list.current ? keepClear(list.current) : undefined), [])
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
      <Primitive.Viewport
        ref={list}
        className="fixed top-0 left-4 z-60 flex w-[calc(100%-2rem)] flex-col gap-2 outline-none sm:w-104"
      />
    </Primitive.Provider>
  )
}
