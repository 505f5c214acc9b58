'use client'

import { useEffect, useRef, type PointerEvent, type ReactNode, type RefObject } from 'react'
import type { MatchEntry } from '../../_net/match-snapshot.ts'
import type { MatchClient } from '../../_net/match-client.ts'
import { openCourt, type Court } from '../../_stage/court.ts'
import { readPalette } from '../../_stage/palette.ts'
import { onThemeChange } from '../../_ui/theme.ts'
import { CourtLoop } from './court-loop.ts'
import type { MindLog } from '../_panel/mind-log.ts'
import type { Sounds } from '../sounds.ts'

/** More pixels than this cost time and cannot be seen. */
const MOST_PIXELS = 3

/** Makes the court, its loop and its keyboard for a match, for as long as the element is there. */
export function useCourt(
  client: MatchClient | null,
  entry: MatchEntry | null,
  minds: MindLog | null,
  sounds: Sounds | null,
): { host: RefObject<HTMLDivElement | null>; loop: RefObject<CourtLoop | null> } {
  const host = useRef<HTMLDivElement>(null)
  const loop = useRef<CourtLoop | null>(null)
  const task = entry?.header.task
  const seat = entry?.seat ?? null
  const kinds = entry?.header.seats.map((holder) => holder.kind).join(' ')

  useEffect(() => {
    const element = host.current
    if (!element || !client || !task || !minds || !kinds) return
    let court: Court | null = null
    const stops: (() => void)[] = []
    const begin = async (): Promise<void> => {
      const opened = await openCourt(task)
      if (stopped) return opened.destroy()
      court = opened
      const running = new CourtLoop(client, opened, minds, (event) =>
        sounds?.play(event, seat === null ? null : event.seat === seat),
      )
      loop.current = running
      stops.push(() => running.stop(), watchSize(element, opened))
      if (seat !== null) stops.push(...listenToKeys(running, () => client.snapshot.result === null, sounds))
      stops.push(onThemeChange(() => opened.recolour(readPalette())))
      running.start()
      const still = matchMedia('(prefers-reduced-motion: reduce)').matches
      const seats = kinds.split(' ').map((kind) => (kind === 'agent' ? 'agent' : 'human'))
      await opened.show(element, { kinds: seats, palette: readPalette(), still })
      element.dataset['renderer'] = opened.renderer
    }
    let stopped = false
    void begin()
    return () => {
      stopped = true
      for (const stop of stops) stop()
      loop.current = null
      court?.destroy()
    }
  }, [client, task, kinds, seat, minds, sounds])

  return { host, loop }
}

/** wanted: whether the keys belong to the game now; else they scroll the page as usual. */
function listenToKeys(loop: CourtLoop, wanted: () => boolean, sounds: Sounds | null): (() => void)[] {
  const down = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || !wanted() || typesText(event.target)) return
    if (!loop.keys.down(event.code)) return
    event.preventDefault()
    sounds?.unlock()
    if (!event.repeat) loop.keyChanged()
  }
  const up = (event: KeyboardEvent): void => {
    if (loop.keys.up(event.code)) loop.keyChanged()
  }
  const release = (): void => loop.release()
  const hidden = (): void => {
    if (document.hidden) loop.release()
  }
  window.addEventListener('keydown', down)
  window.addEventListener('keyup', up)
  window.addEventListener('blur', release)
  document.addEventListener('visibilitychange', hidden)
  return [
    () => window.removeEventListener('keydown', down),
    () => window.removeEventListener('keyup', up),
    () => window.removeEventListener('blur', release),
    () => document.removeEventListener('visibilitychange', hidden),
  ]
}

/** Keys belong to what is typed into, and to an open dialog. */
function typesText(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, select, [role=dialog], [role=slider]') !== null
}

function watchSize(element: HTMLElement, court: Court): () => void {
  const fit = (): void => {
    const { width, height } = element.getBoundingClientRect()
    if (width > 0 && height > 0) court.resize(width, height, Math.min(MOST_PIXELS, devicePixelRatio || 1))
  }
  const observer = new ResizeObserver(fit)
  observer.observe(element)
  // The ratio changes without the size when a window moves to another screen.
  window.addEventListener('resize', fit)
  fit()
  return () => {
    observer.disconnect()
    window.removeEventListener('resize', fit)
  }
}

/** Where dragging moves the paddle: on the court to the finger itself, on the pad below it by as much as the finger moves. */
export function DragArea({
  loop,
  sounds,
  relative = false,
  className,
  children,
}: {
  loop: RefObject<CourtLoop | null>
  sounds: Sounds | null
  relative?: boolean
  className?: string
  children?: ReactNode
}): ReactNode {
  const from = useRef<{ y: number; share: number } | null>(null)
  const move = (event: PointerEvent<HTMLDivElement>): void => {
    const box = event.currentTarget.getBoundingClientRect()
    const running = loop.current
    if (!running || !from.current) return
    const { y, share } = from.current
    const wanted = relative ? share + ((event.clientY - y) / box.height) * 1.4 : (event.clientY - box.top) / box.height
    running.point(wanted)
  }
  const end = (): void => {
    from.current = null
    loop.current?.point(null)
  }
  return (
    <div
      className={className}
      style={{ touchAction: 'none' }}
      onPointerDown={(event) => {
        if (event.button !== 0 || (event.target instanceof Element && event.target.closest('button, a, input'))) return
        sounds?.unlock()
        event.currentTarget.setPointerCapture(event.pointerId)
        from.current = { y: event.clientY, share: loop.current?.place() ?? 0.5 }
        move(event)
      }}
      onPointerMove={move}
      onPointerUp={end}
      onPointerCancel={end}
    >
      {children}
    </div>
  )
}
