import { ChevronDown, ChevronLeft, ChevronRight, ChevronUp } from 'lucide-react'
import type { ReactNode } from 'react'

const ARM = 'grid place-items-center rounded-md border border-line-strong text-muted [&_svg]:size-7'

/** A cross for the thumb. It is only the sign: all of the pad around it belongs to the arm that is nearest, and a thumb that slides over turns. */
export function CrossPad(): ReactNode {
  return (
    <div
      aria-hidden
      className="pointer-events-none grid aspect-square h-[min(8.75rem,92%)] grid-cols-3 grid-rows-3 gap-0.5 select-none"
    >
      <span className={`${ARM} col-start-2 row-start-1`}>
        <ChevronUp />
      </span>
      <span className={`${ARM} col-start-1 row-start-2`}>
        <ChevronLeft />
      </span>
      <span className={`${ARM} col-start-3 row-start-2`}>
        <ChevronRight />
      </span>
      <span className={`${ARM} col-start-2 row-start-3`}>
        <ChevronDown />
      </span>
    </div>
  )
}
