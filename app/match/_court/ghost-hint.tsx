'use client'

import { useEffect, useState, useSyncExternalStore, type ReactNode } from 'react'
import { cx } from '../../_ui/cx.ts'
import { useSettings } from '../../_ui/use-settings.ts'
import type { ShownInsight } from './shown-insight.ts'

const KEY = 'sparring.ghost-hint'
/** How long it stands there, ms. */
const STANDS_MILLIS = 9000

/** On my half of the court, when my partner first expects me somewhere: what stands there dashed. Once it has stood there long
 *  enough to be read, it comes back in no match of this browser. */
export function GhostHint({ insight }: { insight: ShownInsight }): ReactNode {
  const { ghost: wanted } = useSettings()
  const begun = useSyncExternalStore(
    insight.subscribe,
    () => insight.hasExpected,
    () => false,
  )
  const [isNew] = useState(() => !wasRead())
  const [isOver, setOver] = useState(false)
  const due = begun && wanted && isNew
  useEffect(() => {
    if (!due) return
    const timer = setTimeout(() => {
      setOver(true)
      rememberRead()
    }, STANDS_MILLIS)
    return () => clearTimeout(timer)
  }, [due])
  const shown = due && !isOver
  return (
    <p
      aria-hidden
      data-testid="ghost-hint"
      data-shown={shown}
      className={cx(
        'pointer-events-none absolute bottom-[5%] left-[13%] max-w-[min(16rem,33cqw)] text-sm text-person-text transition-opacity duration-500 select-none',
        shown ? 'opacity-100' : 'opacity-0',
      )}
    >
      Dashed: where it expects you
    </p>
  )
}

function wasRead(): boolean {
  try {
    return localStorage.getItem(KEY) !== null
  } catch {
    return false
  }
}

function rememberRead(): void {
  try {
    localStorage.setItem(KEY, 'read')
  } catch {
    // Storage is blocked: then it is said in each match.
  }
}
