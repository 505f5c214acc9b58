'use client'

import { Gamepad2, Mouse, Pointer } from 'lucide-react'
import { useState, useSyncExternalStore, type ReactNode } from 'react'
import type { Court, CourtHelp } from '../../_stage/court.ts'
import { hasGamepad, onGamepadChange } from '../../_stage/gamepads.ts'
import { cx } from '../../_ui/cx.ts'
import { likelyDevices, type Device } from './device.ts'
import { Keys } from '../../_stage/keys.tsx'
import styles from './controls-hint.module.css'

/** On the court, beside my own side of it: what moves me, by the device that I am likely to use. It goes once I have moved. */
export function ControlsHint({ help, at, shown }: { help: CourtHelp; at: Court['hintAt']; shown: boolean }): ReactNode {
  const gamepad = useSyncExternalStore(onGamepadChange, hasGamepad, () => false)
  // Which it was when the match came: it does not change while it fades away.
  const [first] = useState(() => likelyDevices(false))
  const devices = gamepad ? (['gamepad'] as const) : first
  return (
    <div
      aria-hidden
      data-testid="controls-hint"
      data-shown={shown}
      data-at={at}
      className={cx(
        styles['hint'],
        'pointer-events-none z-10 flex flex-col items-start gap-3 text-sm text-muted transition-opacity duration-500 select-none',
        shown ? 'opacity-100' : 'opacity-0',
      )}
    >
      {devices.map((device) => (
        <Way key={device} device={device} help={help} />
      ))}
    </div>
  )
}

const ICONS = { mouse: Mouse, thumb: Pointer, gamepad: Gamepad2 }

function Way({ device, help }: { device: Device; help: CourtHelp }): ReactNode {
  if (device === 'keys')
    return (
      <span className="max-w-[min(20rem,33cqw)]">
        <Keys groups={help.keys} />
      </span>
    )
  const words = help[device]
  const Icon = ICONS[device]
  return words ? (
    <span className="flex max-w-[min(12rem,30cqw)] items-center gap-2">
      <Icon className="size-5 shrink-0" strokeWidth={1.6} />
      {device === 'thumb' && help.thumbOnCourt ? (
        <>
          <span className={styles['withPad']}>{words}</span>
          <span className={styles['withoutPad']}>{help.thumbOnCourt}</span>
        </>
      ) : (
        words
      )}
    </span>
  ) : null
}
