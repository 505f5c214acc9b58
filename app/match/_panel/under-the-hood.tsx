'use client'

import { ChevronRight } from 'lucide-react'
import { useState, type ReactNode } from 'react'

const KEY = 'sparring.under-the-hood'

/** What is folded away until somebody wants to know; whether it was open is remembered on this device. What moves in it costs nothing while it
 *  is closed. */
export function UnderTheHood({ children }: { children: ReactNode }): ReactNode {
  const [open, setOpen] = useState(wasOpen)
  return (
    <details
      open={open}
      onToggle={({ currentTarget }) => {
        setOpen(currentTarget.open)
        remember(currentTarget.open)
      }}
      className="group border-t border-line"
    >
      <summary className="flex min-h-11 cursor-pointer list-none items-center gap-1.5 text-sm text-muted hover:text-fg [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden className="size-4 transition-transform duration-150 group-open:rotate-90" />
        Under the hood
      </summary>
      {open ? <div className="flex flex-col gap-5 pt-2">{children}</div> : null}
    </details>
  )
}

function wasOpen(): boolean {
  try {
    return localStorage.getItem(KEY) === 'open'
  } catch {
    return false
  }
}

function remember(open: boolean): void {
  try {
    if (open) localStorage.setItem(KEY, 'open')
    else localStorage.removeItem(KEY)
  } catch {
    // Storage is blocked: it begins closed.
  }
}
