import { ArrowLeft, ArrowRight, ArrowUp } from 'lucide-react'
import type { ReactNode } from 'react'
import type { PadProps } from '../court.ts'
import { HoldButton } from '../hold-button.tsx'

/** Three buttons to hold, of which the thumbs may hold several. */
export function VolleyPad({ press }: PadProps): ReactNode {
  return (
    <div className="grid size-full grid-cols-3 gap-2.5 p-3">
      <HoldButton code="ArrowLeft" label="Left" press={press}>
        <ArrowLeft aria-hidden />
      </HoldButton>
      <HoldButton code="ArrowUp" label="Jump" press={press}>
        <span className="grid place-items-center gap-1 text-sm">
          <ArrowUp aria-hidden />
          Jump
        </span>
      </HoldButton>
      <HoldButton code="ArrowRight" label="Right" press={press}>
        <ArrowRight aria-hidden />
      </HoldButton>
    </div>
  )
}
