'use client'

import { Link } from './link.tsx'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'

/** The foot of every page but a match. */
export function Footer(): ReactNode {
  if (usePathname().startsWith('/match/')) return null
  return (
    <footer className="page mt-24 pb-28 sm:pb-12">
      <div className="flex flex-wrap items-baseline justify-between gap-x-8 gap-y-3 border-t border-line pt-6 text-sm text-muted">
        <p>Everything your partner learns, it learns in this browser.</p>
        <nav aria-label="Foot" className="flex flex-wrap gap-x-6 gap-y-3">
          <Link href="/#how" className="hit hover:text-fg">
            How it works
          </Link>
          <Link href="/daily" className="hit hover:text-fg">
            Today’s newborn
          </Link>
          <Link href="/leaderboard" className="hit hover:text-fg">
            Leaderboard
          </Link>
          <Link href="/me" className="hit hover:text-fg">
            Your page
          </Link>
          <Link href="/privacy" className="hit hover:text-fg">
            What is kept
          </Link>
        </nav>
      </div>
    </footer>
  )
}
