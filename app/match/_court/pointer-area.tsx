'use client'

import { useRef, type PointerEvent, type ReactNode, type RefObject } from 'react'
import type { Pointer } from '../../_stage/controls.ts'
import type { Instrument } from '../../_stage/instrument.ts'
import type { CourtLoop } from './court-loop.ts'

/** Where fingers and the mouse play: the court itself, or the pad below it. */
export function PointerArea({
  loop,
  instrument,
  on,
  className,
  children,
}: {
  loop: RefObject<CourtLoop | null>
  instrument: Instrument | null
  on: Pointer['on']
  className?: string
  children?: ReactNode
}): ReactNode {
  const held = useRef(new Set<number>())
  const tell = (event: PointerEvent<HTMLDivElement>, phase: Pointer['phase']): void => {
    const box = event.currentTarget.getBoundingClientRect()
    const x = (event.clientX - box.left) / box.width
    const y = (event.clientY - box.top) / box.height
    loop.current?.pointer({ id: event.pointerId, phase, on, x, y })
  }
  const end = (event: PointerEvent<HTMLDivElement>): void => {
    if (held.current.delete(event.pointerId)) tell(event, 'up')
  }
  return (
    <div
      className={className}
      style={{ touchAction: 'none' }}
      onPointerDown={(event) => {
        if (event.button !== 0 || (event.target instanceof Element && event.target.closest('button, a, input'))) return
        instrument?.unlock()
        event.currentTarget.setPointerCapture(event.pointerId)
        held.current.add(event.pointerId)
        tell(event, 'down')
      }}
      onPointerMove={(event) => {
        if (held.current.has(event.pointerId)) tell(event, 'move')
      }}
      onPointerUp={end}
      onPointerCancel={end}
    >
      {children}
    </div>
  )
}
