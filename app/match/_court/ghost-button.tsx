'use client'

import { Ghost } from 'lucide-react'
import type { ReactNode } from 'react'
import { IconButton } from '../../_ui/button.tsx'
import { cx } from '../../_ui/cx.ts'
import { changeSettings } from '../../_ui/settings.ts'
import { useSettings } from '../../_ui/use-settings.ts'

/** Shows or hides what my partner shows on the court of what it knows of me. */
export function GhostButton(): ReactNode {
  const { ghost } = useSettings()
  return (
    <IconButton
      label={ghost ? 'Hide where it expects you' : 'Show where it expects you'}
      icon={
        <span className="relative">
          <Ghost className={cx(!ghost && 'opacity-50')} />
          {ghost ? null : <span aria-hidden className="absolute top-1/2 -left-0.5 h-px w-6 -rotate-45 bg-current" />}
        </span>
      }
      onClick={() => changeSettings({ ghost: !ghost })}
    />
  )
}
