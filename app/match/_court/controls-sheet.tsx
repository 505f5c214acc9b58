'use client'

import { Gamepad2, Mouse, Pointer } from 'lucide-react'
import { useSyncExternalStore, type ReactNode } from 'react'
import type { CourtHelp } from '../../_stage/court.ts'
import { hasGamepad, onGamepadChange } from '../../_stage/gamepads.ts'
import { Dialog } from '../../_ui/dialog.tsx'
import { Key, Keys } from '../../_stage/keys.tsx'

const PAUSE = [['Space'], ['Esc']]

/** All keys, and the other ways to play. help: null for those who watch. */
export function ControlsSheet({
  help,
  open,
  onOpenChange,
}: {
  help: CourtHelp | null
  open: boolean
  onOpenChange: (open: boolean) => void
}): ReactNode {
  const gamepad = useSyncExternalStore(onGamepadChange, hasGamepad, () => false)
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Keys and controls">
      <ul className="divide-y divide-line text-sm">
        {help ? (
          <>
            <Row way={<Keys groups={help.keys} />}>{sentence(help.keysDo)}</Row>
            {help.mouse ? <Row way={<Sign icon={<Mouse aria-hidden />} name="Mouse" />}>{help.mouse}</Row> : null}
            <Row way={<Sign icon={<Pointer aria-hidden />} name="Touch" />}>{help.thumb}</Row>
            <Row way={<Sign icon={<Gamepad2 aria-hidden />} name="Gamepad" />}>
              {help.gamepad}
              <span className="block text-faint">
                {gamepad ? 'Yours is connected.' : 'Press one of its buttons, so that the browser sees it.'}
              </span>
            </Row>
          </>
        ) : null}
        {help ? <Row way={<Keys groups={PAUSE} />}>Pause a sparring match, and go on</Row> : null}
        <Row way={<Key>M</Key>}>Sound off and on</Row>
        <Row way={<Key>F</Key>}>Full screen</Row>
        <Row way={<Key>?</Key>}>This list</Row>
      </ul>
    </Dialog>
  )
}

const sentence = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

function Sign({ icon, name }: { icon: ReactNode; name: string }): ReactNode {
  return (
    <>
      {icon}
      <span className="sr-only">{name}</span>
    </>
  )
}

function Row({ way, children }: { way: ReactNode; children: ReactNode }): ReactNode {
  return (
    <li className="grid grid-cols-[7rem_1fr] items-center gap-4 py-3 [&_svg]:size-5 [&_svg]:text-muted">
      <span className="flex justify-start">{way}</span>
      <span>{children}</span>
    </li>
  )
}
