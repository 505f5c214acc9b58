'use client'

import { Settings2 } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { IconButton } from '../_ui/button.tsx'
import { onDemand } from '../_ui/on-demand.tsx'

const SettingsSheet = onDemand(async () => (await import('./settings-sheet.tsx')).SettingsSheet)

/** Opens the settings. Their code is fetched when somebody is about to press. */
export function SettingsButton({ className }: { className?: string }): ReactNode {
  const [open, setOpen] = useState(false)
  const [pressed, setPressed] = useState(false)
  const prepare = (): void => void SettingsSheet.load()
  return (
    <>
      <IconButton
        label="Settings"
        aria-haspopup="dialog"
        icon={<Settings2 />}
        className={className}
        onPointerEnter={prepare}
        onFocus={prepare}
        onClick={() => {
          setPressed(true)
          setOpen(true)
        }}
      />
      {pressed ? <SettingsSheet open={open} onOpenChange={setOpen} /> : null}
    </>
  )
}
