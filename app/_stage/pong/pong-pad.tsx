import { ChevronsUpDown } from 'lucide-react'
import type { ReactNode } from 'react'

/** What the thumb is told. */
export function PongPad(): ReactNode {
  return (
    <p className="pointer-events-none flex items-center gap-2 text-sm text-faint select-none">
      <ChevronsUpDown aria-hidden className="size-4" /> Slide here to move
    </p>
  )
}
