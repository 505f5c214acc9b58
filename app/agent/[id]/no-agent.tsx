import type { ReactNode } from 'react'
import { BACK, DeadEnd } from '../../_ui/dead-end.tsx'

/** There is no such agent, or none that whoever asks may see. */
export const NoAgent = (): ReactNode => (
  <DeadEnd title="There is no such agent" ways={[{ label: 'All agents', href: '/leaderboard?who=agents' }, BACK]}>
    It may have been deleted, or its owner keeps it to themselves.
  </DeadEnd>
)
