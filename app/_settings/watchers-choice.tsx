'use client'

import type { ReactNode } from 'react'
import { Link } from '../_ui/link.tsx'
import { Segmented } from '../_ui/segmented.tsx'
import { changeSettings, type Settings } from '../_ui/settings.ts'
import { useSettings } from '../_ui/use-settings.ts'

const WORDS: Record<Settings['watchers'], string> = {
  everybody: 'The match is listed while you play, and its result stands on your public page.',
  invited: 'The match is listed nowhere, and only those to whom you send its link can open it.',
}

/** Who can watch my next sparring matches. Remembered in this browser. link: whether to lead to what is kept. */
export function WatchersChoice({ link = true }: { link?: boolean }): ReactNode {
  const { watchers } = useSettings()
  return (
    <div>
      <Segmented<Settings['watchers']>
        label="Who can watch you spar"
        options={[
          { value: 'everybody', label: 'Everybody' },
          { value: 'invited', label: 'Nobody uninvited' },
        ]}
        value={watchers}
        onChange={(value) => changeSettings({ watchers: value })}
      />
      <p className="mt-2 text-sm text-muted">
        {WORDS[watchers]} Ranked matches and today’s newborn can always be watched.{' '}
        {link ? (
          <Link href="/privacy" className="underline decoration-line-strong underline-offset-4 hover:text-fg">
            What is kept
          </Link>
        ) : null}
      </p>
    </div>
  )
}
