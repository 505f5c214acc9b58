import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { BACK, DeadEnd } from './_ui/dead-end.tsx'

export const metadata: Metadata = { title: 'Out' }

/** Nothing at this address: the ball is out. */
export default function NotFoundPage(): ReactNode {
  return (
    <DeadEnd alone title="Out." ways={[BACK, { label: 'Leaderboard', href: '/leaderboard' }]}>
      There is no page at this address. A letter of it may have got lost on the way.
    </DeadEnd>
  )
}
