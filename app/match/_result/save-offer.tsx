'use client'

import { KeyRound } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { useMe } from '../../_api/use-api.ts'
import { Button, ButtonLink } from '../../_ui/button.tsx'
import { isOffered, neverOffer } from './offer-once.ts'

/** From so many matches on there is something that one would be sorry to lose. */
const FROM = 2

/** After the second match with a partner: that it can be saved. Stands on one match's result, and never again where it is not wanted. */
export function SaveOffer({ match, partner }: { match: string; partner: string }): ReactNode {
  const { data } = useMe()
  const [declined, setDeclined] = useState(false)
  const mine = data?.partners.find(({ id }) => id === partner)
  if (!mine || mine.matches < FROM || data?.recoveryLink || declined || !isOffered(match)) return null
  return (
    <section aria-label="Save your partner" className="border-t border-line pt-5">
      <p className="text-sm text-muted">
        So far only this browser knows that {mine.name} is yours. A link of your own brings you both back on another
        device, or when this browser forgets you.
      </p>
      <div className="mt-3 flex flex-wrap gap-2">
        <ButtonLink href="/me#save" size="sm" icon={<KeyRound aria-hidden />}>
          Save your partner
        </ButtonLink>
        <Button
          variant="quiet"
          size="sm"
          onClick={() => {
            neverOffer()
            setDeclined(true)
          }}
        >
          Not needed
        </Button>
      </div>
    </section>
  )
}
