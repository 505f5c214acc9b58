'use client'

import type { ReactNode } from 'react'
import { pageInstrument } from '../_stage/instrument.ts'
import { note, SCALE } from '../_stage/notes.ts'
import { Dialog } from '../_ui/dialog.tsx'
import { Segmented } from '../_ui/segmented.tsx'
import { changeSettings, SENSITIVITY, type Settings } from '../_ui/settings.ts'
import { Slider } from '../_ui/slider.tsx'
import { applyTheme, type Theme } from '../_ui/theme.ts'
import { useSettings, useTheme } from '../_ui/use-settings.ts'
import { WatchersChoice } from './watchers-choice.tsx'

const percent = (share: number): string => `${Math.round(share * 100)} %`

/** How somebody wants to see, hear and steer. Each choice counts at once, and stays in their browser. */
export function SettingsSheet({
  open,
  onOpenChange,
}: {
  open: boolean
  onOpenChange: (open: boolean) => void
}): ReactNode {
  const { volume, muted, sensitivity, colours, effects, ghost } = useSettings()
  const theme = useTheme()
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Settings"
      description={<span className="text-sm">Kept in this browser.</span>}
    >
      <div className="flex flex-col gap-6">
        <Slider
          label="Volume"
          min={0}
          max={1}
          step={0.05}
          value={muted ? 0 : volume}
          format={(value) => (value === 0 ? 'Silent' : percent(value))}
          onChange={hear}
        />
        <Slider
          label="Mouse and thumb"
          min={SENSITIVITY.min}
          max={SENSITIVITY.max}
          step={0.1}
          value={sensitivity}
          format={percent}
          hint="How far you go for the same move of the hand. Below 100 % it calms the thumb alone: a mouse always gets everywhere."
          onChange={(value) => changeSettings({ sensitivity: value })}
        />
        <Segmented<Theme>
          label="Light"
          options={[
            { value: 'system', label: 'As the system' },
            { value: 'light', label: 'Light' },
            { value: 'dark', label: 'Dark' },
          ]}
          value={theme}
          onChange={applyTheme}
        />
        <Segmented<Settings['colours']>
          label="People and agents"
          options={[
            { value: 'usual', label: 'Amber, cyan' },
            { value: 'clear', label: 'Yellow, blue' },
          ]}
          value={colours}
          onChange={(value) => changeSettings({ colours: value })}
        />
        <Segmented<Settings['effects']>
          label="Lights and motion"
          options={[
            { value: 'all', label: 'All' },
            { value: 'few', label: 'Few' },
          ]}
          value={effects}
          onChange={(value) => changeSettings({ effects: value })}
        />
        <Segmented
          label="Where your partner expects you"
          options={[
            { value: 'shown', label: 'Shown on the court' },
            { value: 'hidden', label: 'Hidden' },
          ]}
          value={ghost ? 'shown' : 'hidden'}
          onChange={(value) => changeSettings({ ghost: value === 'shown' })}
        />
        <WatchersChoice />
      </div>
    </Dialog>
  )
}

/** A volume is chosen by ear. */
function hear(volume: number): void {
  changeSettings(volume === 0 ? { muted: true } : { volume, muted: false })
  const instrument = pageInstrument()
  instrument.unlock()
  instrument.play([note(SCALE[4], 0.09, 0.22, 0, 'triangle')])
}
