'use client'

import type { ReactNode } from 'react'
import { useMe, useSession } from '../_api/use-api.ts'
import { plural } from '../_ui/format.ts'

/** Newcomers read what they need; those who come back read how far their partner is. */
export function Remembered(): ReactNode {
  const session = useSession()
  return session.data?.user ? <PartnerLine /> : 'No account, nothing to install. Keyboard, mouse or touch.'
}

function PartnerLine(): ReactNode {
  const { data } = useMe()
  const partner = data?.partners[0]
  if (!partner) return 'No account, nothing to install. Keyboard, mouse or touch.'
  return (
    <>
      <span className="text-agent-text">{partner.name}</span> remembers you: revision{' '}
      <span className="figures">{partner.headNumber}</span> after {plural(partner.matches, 'match', 'matches')}.
    </>
  )
}
