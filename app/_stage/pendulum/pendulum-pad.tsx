import { ChevronsLeftRight } from 'lucide-react'
import type { ReactNode } from 'react'

/** What the thumb is told. */
export function PendulumPad(): ReactNode {
  return (
    <p className="pointer-events-none flex items-center gap-2 text-sm text-faint select-none">
      <ChevronsLeftRight aria-hidden className="size-4" /> Slide from where you touch to turn
    </p>
  )
}
