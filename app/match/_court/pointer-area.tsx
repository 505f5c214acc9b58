'use client'

import { useRef, type PointerEvent, type ReactNode, type RefObject } from 'react'
import type { Pointer } from '../../_stage/controls.ts'
import type { Instrument } from '../../_stage/instrument.ts'
import type { CourtLoop } from './court-loop.ts'

/** Where fingers and the mouse play: the court itself, over which a mouse only has to hover, or the pad below it. */
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
  /** Where the mouse was last. */
  const mouse = useRef<{ x: number; y: number } | null>(null)
  /** Whether the button of the mouse is held, and was pressed here. */
  const pressing = useRef(false)
  const tell = (event: PointerEvent<HTMLDivElement>, phase: Pointer['phase']): void => {
    const box = event.currentTarget.getBoundingClientRect()
    const x = (event.clientX - box.left) / box.width
    const y = (event.clientY - box.top) / box.height
    const pressed = phase === 'hover' && pressing.current
    loop.current?.pointer({ id: event.pointerId, phase, on, x, y, ratio: box.width / box.height, pressed })
  }
  /** Browsers also tell of a mouse that rests when something comes under it: only one that has moved steers. */
  const hover = (event: PointerEvent<HTMLDivElement>): void => {
    const last = mouse.current
    mouse.current = { x: event.clientX, y: event.clientY }
    if (last && (last.x !== event.clientX || last.y !== event.clientY)) tell(event, 'hover')
  }
  const press = (event: PointerEvent<HTMLDivElement>, pressed: boolean): void => {
    if (pressing.current === pressed) return
    pressing.current = pressed
    tell(event, 'hover')
  }
  const hovers = (event: PointerEvent): boolean => on === 'court' && event.pointerType === 'mouse'
  const end = (event: PointerEvent<HTMLDivElement>): void => {
    if (held.current.delete(event.pointerId)) tell(event, 'up')
  }
  return (
    <div
      className={className}
      data-plays={on}
      style={{ touchAction: 'none' }}
      onPointerDown={(event) => {
        if (event.button !== 0 || (event.target instanceof Element && event.target.closest('button, a, input'))) return
        instrument?.unlock()
        if (hovers(event)) return press(event, true)
        event.currentTarget.setPointerCapture(event.pointerId)
        held.current.add(event.pointerId)
        tell(event, 'down')
      }}
      onPointerMove={(event) => {
        if (hovers(event)) hover(event)
        else if (held.current.has(event.pointerId)) tell(event, 'move')
      }}
      // Where it left, however fast: out at the top is all the way up.
      onPointerLeave={(event) => {
        if (!hovers(event)) return
        hover(event)
        press(event, false)
      }}
      onPointerUp={(event) => (hovers(event) ? press(event, false) : end(event))}
      onPointerCancel={end}
    >
      {children}
    </div>
  )
}
