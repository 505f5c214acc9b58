import type { ReactNode } from 'react'
import { DeadEnd } from '../../_ui/dead-end.tsx'

/** There is no such invitation, or none any more. */
export const NoInvitation = (): ReactNode => (
  <DeadEnd alone title="This invitation is over" ways={[{ label: 'Play somebody else', href: '/' }]}>
    Somebody took it, its host withdrew it, or it waited for more than half an hour. Ask them for a new one.
  </DeadEnd>
)
