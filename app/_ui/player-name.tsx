import { Bot, UserRound } from 'lucide-react'
import { Link } from './link.tsx'
import type { ReactNode } from 'react'
import { cx } from './cx.ts'

/** A contender's name in its own light, amber for a person and cyan for an agent, with its icon so that colour is never the only sign.
 *  `href` makes it a link; `size` is the text's. */
export function PlayerName({
  kind,
  name,
  href,
  me = false,
  size = 'md',
  className,
}: {
  kind: 'human' | 'agent'
  name: string
  href?: string
  me?: boolean
  size?: 'sm' | 'md' | 'lg'
  className?: string
}): ReactNode {
  const Icon = kind === 'human' ? UserRound : Bot
  const inner = (
    <>
      <Icon aria-hidden className={cx('shrink-0', size === 'lg' ? 'size-5' : 'size-4')} strokeWidth={2.1} />
      <span className="sr-only">{kind === 'human' ? 'Person: ' : 'Agent: '}</span>
      <span
        className={cx(
          'truncate',
          href && 'underline decoration-transparent underline-offset-4 group-hover/name:decoration-current',
        )}
      >
        {name}
      </span>
      {me ? <span className="shrink-0 text-sm font-normal text-muted">(you)</span> : null}
    </>
  )
  const look = cx(
    'group/name inline-flex min-w-0 max-w-full items-center gap-2 align-bottom font-[580]',
    kind === 'human' ? 'text-person-text' : 'text-agent-text',
    { sm: 'text-sm', md: '', lg: 'text-xl' }[size],
    className,
  )
  return href ? (
    <Link href={href} className={cx(look, '[&>span:not(.sr-only)]:transition-colors')}>
      {inner}
    </Link>
  ) : (
    <span className={look}>{inner}</span>
  )
}
