import type { ReactNode } from 'react'
import { tasks } from '../../game/tasks/index.ts'
import { cx } from '../_ui/cx.ts'
import { Link } from '../_ui/link.tsx'
import { playPath } from './play-path.ts'

/** The way from a game's page to those of the others. */
export function GameTabs({ task }: { task: string }): ReactNode {
  return (
    <nav aria-label="Games" className="-mx-1 overflow-x-auto px-1">
      <ul className="flex gap-x-6 whitespace-nowrap">
        {tasks.map(({ id, name }) => (
          <li key={id}>
            <Link
              href={playPath(id)}
              aria-current={id === task ? 'page' : undefined}
              className={cx(
                'hit inline-block border-b-2 py-2 text-[0.95rem]',
                id === task ? 'border-fg font-[580] text-fg' : 'border-transparent text-muted hover:text-fg',
              )}
            >
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
