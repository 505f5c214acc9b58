'use client'

import { Keyboard, Maximize, Minimize, Volume2, VolumeX } from 'lucide-react'
import { useEffect, useState, useSyncExternalStore, type ReactNode } from 'react'
import { SettingsButton } from '../_settings/settings-button.tsx'
import type { CourtHelp } from '../_stage/court.ts'
import type { Instrument } from '../_stage/instrument.ts'
import { IconButton } from '../_ui/button.tsx'
import { onDemand } from '../_ui/on-demand.tsx'
import { changeSettings, settings } from '../_ui/settings.ts'
import { useSettings } from '../_ui/use-settings.ts'
import { canFillScreen, fillsScreen, onFullScreenChange, toggleFullScreen } from './full-screen.ts'
import styles from './match-screen.module.css'
import { typesText } from './_court/listen-to-keys.ts'

const ControlsSheet = onDemand(async () => (await import('./_court/controls-sheet.tsx')).ControlsSheet)

/** What can be done under every court: sound, how it is played, full screen, settings; each with a key. help: null for those who watch. */
export function ToolButtons({
  instrument,
  help,
}: {
  instrument: Instrument | null
  help: CourtHelp | null
}): ReactNode {
  const { muted } = useSettings()
  const full = useSyncExternalStore(onFullScreenChange, fillsScreen, () => false)
  const [sheet, setSheet] = useState<'never' | 'open' | 'closed'>('never')
  const toggleSound = (): void => {
    changeSettings({ muted: !settings().muted })
    instrument?.unlock()
  }

  useEffect(() => {
    const doings: Readonly<Record<string, () => void>> = {
      '?': () => setSheet('open'),
      m: toggleSound,
      f: toggleFullScreen,
    }
    const pressed = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || typesText(event.target)) return
      doings[event.key.toLowerCase()]?.()
    }
    window.addEventListener('keydown', pressed)
    return () => window.removeEventListener('keydown', pressed)
    // All it closes over is asked anew each time.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [instrument])

  return (
    <>
      <IconButton
        label={muted ? 'Turn the sound on' : 'Turn the sound off'}
        icon={muted ? <VolumeX /> : <Volume2 />}
        onClick={toggleSound}
      />
      <IconButton
        label="Keys and controls"
        aria-haspopup="dialog"
        icon={<Keyboard />}
        className="max-sm:portrait:hidden"
        onFocus={() => void ControlsSheet.load()}
        onPointerEnter={() => void ControlsSheet.load()}
        onClick={() => setSheet('open')}
      />
      {canFillScreen() ? (
        <IconButton
          label={full ? 'Leave full screen' : 'Full screen'}
          icon={full ? <Minimize /> : <Maximize />}
          className="max-[23rem]:hidden"
          onClick={toggleFullScreen}
        />
      ) : null}
      {/* Elsewhere the head of the page has them. */}
      <SettingsButton className={styles['headless']} />
      {sheet === 'never' ? null : (
        <ControlsSheet
          help={help}
          open={sheet === 'open'}
          onOpenChange={(open) => setSheet(open ? 'open' : 'closed')}
        />
      )}
    </>
  )
}
