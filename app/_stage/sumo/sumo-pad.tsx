import { Move } from 'lucide-react'
import type { ReactNode } from 'react'

/** What the thumb is told: the stick is wherever it comes down. */
export function SumoPad(): ReactNode {
  return (
    <div className="pointer-events-none grid place-items-center select-none">
      <span className="grid aspect-square h-[calc(max(8.5rem,20dvh)-1.75rem)] place-items-center rounded-full border border-dashed border-line-strong text-sm text-faint">
        <span className="flex flex-col items-center gap-1.5">
          <Move aria-hidden className="size-5" strokeWidth={1.6} /> Drag to push
        </span>
      </span>
    </div>
  )
}
