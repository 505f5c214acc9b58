'use client'

import { useEffect, useRef, useState, type ReactNode } from 'react'
import { cx } from '../_ui/cx.ts'
import { hasGraphicsCard } from '../_ui/graphics-card.ts'
import { useStill } from '../_ui/use-settings.ts'
import { useWanted } from '../_ui/use-wanted.ts'
import { savesData } from '../_ui/when-idle.ts'

/** A small living court, in which the house agents of a task play while it is in sight. It comes as a still picture (the children), and begins to live
 *  with the first move of who looks at the page; where there is no graphics card, while it is pointed at. For those who want no motion or few bytes
 *  it stays still. */
export function SmallCourt({
  task,
  className,
  children,
}: {
  task: string
  className?: string
  children: ReactNode
}): ReactNode {
  const host = useRef<HTMLDivElement>(null)
  const still = useStill()
  const wanted = useWanted(host, false)
  const [seen, setSeen] = useState(false)
  const [pointed, setPointed] = useState(false)
  const [lives, setLives] = useState(false)
  const begins = wanted && seen && !still

  useEffect(() => {
    const element = host.current
    if (!element) return
    const observer = new IntersectionObserver(([entry]) => setSeen(entry?.isIntersecting ?? false))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])

  useEffect(() => {
    const element = host.current
    if (!element || !begins || savesData() || !(pointed || hasGraphicsCard())) return
    const stop = new AbortController()
    import('./show-house-match.ts')
      .then(({ showHouseMatches }) => showHouseMatches(element, task, stop.signal, () => setLives(true)))
      // Where it cannot be fetched the picture stays.
      .catch(() => undefined)
    return () => {
      stop.abort()
      setLives(false)
    }
  }, [task, begins, pointed])

  return (
    <div
      ref={host}
      aria-hidden
      data-testid="small-court"
      data-lives={lives}
      onPointerEnter={() => setPointed(true)}
      onPointerLeave={() => setPointed(false)}
      className={cx('relative overflow-hidden bg-court', className)}
    >
      {lives ? null : children}
    </div>
  )
}
