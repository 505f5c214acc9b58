'use client'

import type { ReactNode } from 'react'
import { useMe, useSession } from '../_api/use-api.ts'
import { plural } from '../_ui/format.ts'
import { Link } from '../_ui/link.tsx'

/** From so many matches on there is something that one would be sorry to lose. */
const SAVE_FROM = 2

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
      {partner.matches >= SAVE_FROM && data.recoveryLink === null ? (
        <>
          {' '}
          <Link href="/me#save" className="underline decoration-line-strong underline-offset-4 hover:text-fg">
            Save it
          </Link>
        </>
      ) : null}
    </>
  )
}
