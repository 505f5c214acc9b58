'use client'

import { CircleUserRound, Egg, Swords, Trophy } from 'lucide-react'
import { Link } from './link.tsx'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import { useSession } from '../_api/use-api.ts'
import { cx } from './cx.ts'
import { Logo } from './logo.tsx'
import { PlayerName } from './player-name.tsx'

const places = [
  { href: '/', label: 'Play', icon: Swords },
  { href: '/daily', label: 'Daily', icon: Egg },
  { href: '/leaderboard', label: 'Leaderboard', icon: Trophy },
  { href: '/me', label: 'You', icon: CircleUserRound },
] as const

/** The head of every page: the mark, the places, who you are. On a phone the places lie at the bottom edge, in reach of the thumb; a
 *  match keeps only the head, to leave the screen to the court. children: what else can be done on every page. */
export function Header({ children }: { children: ReactNode }): ReactNode {
  const path = usePathname()
  const { data } = useSession()
  const inMatch = path.startsWith('/match/')
  const here = (href: string): boolean =>
    href === '/' ? path === '/' || path.startsWith('/play/') : path.startsWith(href)

  return (
    <>
      <header className={cx('relative z-20', inMatch && 'border-b border-line')}>
        <div className={cx('page flex items-center gap-2', inMatch ? 'h-14 max-w-none' : 'h-16 sm:h-20')}>
          <Link href="/" className="hit -ml-1 flex items-center gap-2.5 pr-3 text-lg" aria-label="Sparring, home">
            <Logo />
            <span className="title">Sparring</span>
          </Link>
          <nav aria-label="Main" className="ml-4 hidden gap-1 sm:flex">
            {places.slice(0, 3).map(({ href, label }) => (
              <Link
                key={href}
                href={href}
                aria-current={here(href) ? 'page' : undefined}
                className={cx(
                  'flex min-h-11 items-center rounded-md px-3.5 text-[0.95rem] font-[540] transition-colors duration-150',
                  here(href) ? 'text-fg underline decoration-2 underline-offset-8' : 'text-muted hover:text-fg',
                )}
              >
                {label}
              </Link>
            ))}
          </nav>
          <div className="ml-auto flex min-w-0 items-center gap-1">
            {data?.user ? (
              <PlayerName
                kind="human"
                name={data.user.name}
                href="/me"
                className={cx('hit max-w-40 px-2 sm:max-w-60', inMatch && 'max-sm:hidden!')}
              />
            ) : (
              <Link href="/me" className="hit px-2 text-[0.95rem] text-muted hover:text-fg max-sm:hidden">
                You
              </Link>
            )}
            {children}
          </div>
        </div>
      </header>
      {inMatch ? null : (
        <nav
          aria-label="Main"
          className="fixed inset-x-0 bottom-0 z-30 flex border-t border-line bg-ground pb-[env(safe-area-inset-bottom)] sm:hidden"
        >
          {places.map(({ href, label, icon: Icon }) => (
            <Link
              key={href}
              href={href}
              aria-current={here(href) ? 'page' : undefined}
              className={cx(
                'flex h-15 flex-1 flex-col items-center justify-center gap-1 text-xs font-[540]',
                here(href) ? 'text-fg' : 'text-faint',
              )}
            >
              <Icon aria-hidden className="size-5.5" strokeWidth={here(href) ? 2.2 : 1.7} />
              {label}
            </Link>
          ))}
        </nav>
      )}
    </>
  )
}
