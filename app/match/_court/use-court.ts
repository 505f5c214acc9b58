'use client'

import { useEffect, useRef, useState, type RefObject } from 'react'
import type { PlayedFeed } from '../../_net/match-feed.ts'
import type { MatchEntry } from '../../_net/match-snapshot.ts'
import { openCourt } from '../../_stage/courts.ts'
import type { Court, CourtPicture } from '../../_stage/court.ts'
import { readGamepad } from '../../_stage/gamepads.ts'
import type { Instrument } from '../../_stage/instrument.ts'
import { readPalette } from '../../_stage/palette.ts'
import { watchSize } from '../../_stage/watch-size.ts'
import { settings } from '../../_ui/settings.ts'
import { onThemeChange } from '../../_ui/theme.ts'
import { useStill } from '../../_ui/use-settings.ts'
import type { MindLog } from '../_panel/mind-log.ts'
import { CourtLoop } from './court-loop.ts'
import { rememberDevice } from './device.ts'
import { listenToKeys } from './listen-to-keys.ts'
import type { ShownInsight } from './shown-insight.ts'

/** Makes the picture, the loop and the controls of a match's court, for as long as the element is there. court: null until it is loaded; played: whether something was done since the match began. */
export function useCourt(
  feed: PlayedFeed | null,
  entry: MatchEntry | null,
  minds: MindLog | null,
  insight: ShownInsight,
  instrument: Instrument | null,
): { court: Court | null; host: RefObject<HTMLDivElement | null>; loop: RefObject<CourtLoop | null>; played: boolean } {
  const host = useRef<HTMLDivElement>(null)
  const loop = useRef<CourtLoop | null>(null)
  const [court, setCourt] = useState<Court | null>(null)
  const [played, setPlayed] = useState(false)
  const task = entry?.task
  const seat = entry?.seat ?? null
  const still = useStill()
  const kinds = entry?.header.seats.map((holder) => holder.kind).join(' ')

  useEffect(() => {
    const element = host.current
    if (!element || !feed || !task || !minds || !kinds) return
    let picture: CourtPicture | null = null
    let stopped = false
    const stops: (() => void)[] = []
    const begin = async (): Promise<void> => {
      const opened = await openCourt(task)
      if (stopped) return
      setCourt(opened)
      const drawn = (picture = opened.openPicture())
      const running = new CourtLoop({
        feed,
        picture: drawn,
        controls: opened.openControls(),
        minds,
        insight: () => insight.now,
        act: seat === null ? null : (code, now) => feed.act(code, now),
        play: (notes) => instrument?.play(notes),
        readGamepad,
        used: (device) => {
          rememberDevice(device)
          if (feed.snapshot.begun) setPlayed(true)
        },
        sensitivity: () => settings().sensitivity,
      })
      loop.current = running
      stops.push(() => running.stop(), watchSize(element, drawn))
      if (seat !== null) stops.push(listenToKeys(running, () => feed.snapshot.result === null, instrument))
      stops.push(onThemeChange(() => drawn.recolour(readPalette())))
      running.start()
      const seats = kinds.split(' ').map((kind) => (kind === 'agent' ? 'agent' : 'human'))
      await drawn.show(element, { kinds: seats, mine: seat, palette: readPalette(), still })
      element.dataset['renderer'] = drawn.renderer
      // A hidden page draws nothing, and keeps nobody waiting.
      if (document.hidden) feed.drew()
      else requestAnimationFrame(() => stopped || feed.drew())
    }
    void begin()
    return () => {
      stopped = true
      for (const stop of stops) stop()
      loop.current = null
      picture?.destroy()
    }
  }, [feed, task, kinds, seat, minds, insight, instrument, still])

  return { court, host, loop, played }
}
