import type { ReactNode } from 'react'
import { BACK, DeadEnd } from '../../_ui/dead-end.tsx'

/** There is no such person, or nothing of them that everybody may see. */
export const NoPlayer = (): ReactNode => (
  <DeadEnd title="There is nobody to see here" ways={[{ label: 'All players', href: '/leaderboard?who=people' }, BACK]}>
    A person has a page from their first match that others can watch. This one may also have left.
  </DeadEnd>
)
