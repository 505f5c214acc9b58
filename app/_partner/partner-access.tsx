'use client'

import { useState, type ReactNode } from 'react'
import type { PartnerView } from '../../game/protocol/http.ts'
import { setPartnerAccess } from '../_api/actions.ts'
import { Segmented } from '../_ui/segmented.tsx'
import { useToast } from '../_ui/toast.tsx'

type Access = PartnerView['access']

const choices = [
  { value: 'private', label: 'Only you' },
  { value: 'shown', label: 'All' },
  { value: 'open', label: 'All may play' },
] as const

const meaning: Record<Access, string> = {
  private: 'Nobody else can open its page.',
  shown: 'Everybody can open its page, and sees there what they may watch anyway.',
  open: 'Everybody can also play against it. It stays as it is then: it learns from you alone.',
}

/** Who but me sees my partner and plays it. */
export function PartnerAccess({ partner }: { partner: PartnerView }): ReactNode {
  const [wanted, setWanted] = useState<Access | null>(null)
  const toast = useToast()
  const shown = wanted ?? partner.access
  const change = async (access: Access): Promise<void> => {
    setWanted(access)
    try {
      await setPartnerAccess(partner.id, access)
    } catch (cause) {
      toast({ tone: 'error', text: cause instanceof Error ? cause.message : 'That did not work. Try again.' })
    } finally {
      setWanted(null)
    }
  }
  return (
    <div>
      <Segmented
        label={`Who sees ${partner.name}`}
        value={shown}
        onChange={(access) => void change(access)}
        options={choices}
      />
      <p className="mt-2 max-w-72 text-sm text-muted">{meaning[shown]}</p>
    </div>
  )
}
