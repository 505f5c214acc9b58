import { ArrowDown, ArrowUp } from 'lucide-react'
import type { ReactNode } from 'react'
import { cx } from './cx.ts'

/** The head of a column, that sorts by it: first the largest or the first of the alphabet, then the other way, then as it was. */
export function SortButton({
  sorted,
  align = 'start',
  onPress,
  children,
}: {
  sorted: 'asc' | 'desc' | false
  align?: 'start' | 'end'
  onPress: () => void
  children: ReactNode
}): ReactNode {
  const Arrow = sorted === 'asc' ? ArrowUp : ArrowDown
  // Its place is kept, so that no column moves.
  const arrow = (
    <Arrow
      aria-hidden
      className={cx(
        'inline size-3.5 align-[-0.125em]',
        align === 'end' ? 'mr-1' : 'ml-1',
        !sorted && 'opacity-0 group-hover/sort:opacity-60 group-focus-visible/sort:opacity-60',
      )}
    />
  )
  return (
    <button
      type="button"
      onClick={onPress}
      className={cx('hit group/sort rounded-sm whitespace-nowrap hover:text-fg', sorted && 'text-fg')}
    >
      {align === 'end' ? arrow : null}
      {children}
      {align === 'end' ? null : arrow}
    </button>
  )
}
