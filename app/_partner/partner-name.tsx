'use client'

import { Pencil } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import type { PartnerView } from '../../game/protocol/http.ts'
import { renamePartner } from '../_api/actions.ts'
import { Button } from '../_ui/button.tsx'
import { NameForm } from '../_ui/name-form.tsx'
import { useToast } from '../_ui/toast.tsx'

const focusOnce = (element: HTMLElement | null): void => element?.focus()

/** The way to another name for my partner. */
export function PartnerName({ partner }: { partner: PartnerView }): ReactNode {
  const [editing, setEditing] = useState(false)
  const [edited, setEdited] = useState(false)
  const toast = useToast()
  if (!editing)
    return (
      <Button
        // Once the field is gone the focus belongs where it came from.
        ref={edited ? focusOnce : undefined}
        size="sm"
        variant="quiet"
        icon={<Pencil aria-hidden />}
        onClick={() => {
          setEdited(true)
          setEditing(true)
        }}
      >
        {partner.named ? 'Rename' : 'Name it'}
      </Button>
    )
  return (
    <div className="w-full px-3 py-2">
      <NameForm
        label="Its name; leave it empty for the usual one"
        name={partner.named ? partner.name : ''}
        tone="agent"
        mayBeEmpty
        close={() => setEditing(false)}
        save={async (wish) => {
          await renamePartner(partner.id, wish)
          toast({ text: wish === '' ? 'It has its usual name again.' : `It is ${wish} now.` })
        }}
      />
    </div>
  )
}
