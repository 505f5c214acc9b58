'use client'

import { createContext, useCallback, useContext, useRef, useState, type ReactNode } from 'react'
import { onDemand } from './on-demand.tsx'

/** What a toast says. With `undo` it stays eight seconds and offers to take the deed back. */
export interface ToastMessage {
  text: string
  tone?: 'plain' | 'error'
  undo?: () => void
}

const ToastList = onDemand(async () => (await import('./toast-list.tsx')).ToastList)
const Show = createContext<((message: ToastMessage) => void) | null>(null)

/** Holds the toasts of the page; the root layout has one. */
export function ToastProvider({ children }: { children: ReactNode }): ReactNode {
  const [messages, setMessages] = useState<(ToastMessage & { id: number })[]>([])
  const [used, setUsed] = useState(false)
  const next = useRef(0)
  const show = useCallback((message: ToastMessage) => {
    const id = next.current++
    setUsed(true)
    setMessages((all) => [...all.slice(-2), { ...message, id }])
  }, [])

  return (
    <Show.Provider value={show}>
      {children}
      {used ? (
        <ToastList
          messages={messages}
          onClose={(id) => setMessages((all) => all.filter((message) => message.id !== id))}
        />
      ) : null}
    </Show.Provider>
  )
}

/** Shows a short message at the edge of the page: `const toast = useToast(); toast({ text, undo })`. Throws outside ToastProvider. */
export function useToast(): (message: ToastMessage) => void {
  const show = useContext(Show)
  if (!show) throw new Error('useToast needs a ToastProvider around it')
  return show
}
