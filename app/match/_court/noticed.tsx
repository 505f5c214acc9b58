'use client'

import { useEffect, useSyncExternalStore, type ReactNode } from 'react'
import type { Portrait } from '../../../game/core/person-model.ts'
import type { ForetoldTally } from '../../../game/learn/sparring/foretelling.ts'
import { useSettings } from '../../_ui/use-settings.ts'
import styles from './noticed.module.css'
import type { ShownInsight } from './shown-insight.ts'

/** How long a sentence stands there, ms. */
const STANDS_MILLIS = 7000
/** A count stays on one line. */
const COUNT = /(\d+) of (\d+)/g

/** Now and then, after a point, one sentence of what my partner has noticed of me: on the ground of the court, where the ball runs over it. */
export function Noticed({
  portrait,
  foretold,
  scores,
  seat,
  insight,
}: {
  portrait: Portrait | null
  /** Of its latest expectations of me. */
  foretold: ForetoldTally | null
  scores: readonly number[]
  /** Mine. */
  seat: number
  insight: ShownInsight
}): ReactNode {
  const { ghost: wanted } = useSettings()
  const notice = useSyncExternalStore(
    insight.subscribe,
    () => insight.notice,
    () => null,
  )
  useEffect(() => {
    if (portrait) insight.hear(portrait, foretold, scores, seat, performance.now())
  }, [portrait, foretold, scores, seat, insight])
  useEffect(() => {
    if (!notice) return
    const timer = setTimeout(() => insight.endNotice(), STANDS_MILLIS)
    return () => clearTimeout(timer)
  }, [notice, insight])
  // Nobody is there any more to take it back.
  useEffect(() => () => insight.endNotice(), [insight])
  return (
    <output className={styles['noticed']}>
      {wanted && notice ? (
        <span className="block animate-rise">
          <span className="block text-xs text-agent-text">It noticed</span>
          <span className="mt-0.5 block max-w-[34ch] text-sm leading-snug text-pretty sm:text-base">
            {notice.text.replaceAll(COUNT, '$1\u{a0}of\u{a0}$2')}
          </span>
        </span>
      ) : null}
    </output>
  )
}
