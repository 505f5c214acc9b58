'use client'

import { Swords } from 'lucide-react'
import type { ReactNode } from 'react'
import { usePlay } from '../_lobby/play-provider.tsx'
import { Button } from '../_ui/button.tsx'

/** Plays a partner of somebody else, where its owner lets everybody: unrated, and it learns nothing from it. */
export function PlayAgainst({
  partner,
  primary = false,
}: {
  partner: { id: string; task: string }
  primary?: boolean
}): ReactNode {
  const { play, status, request } = usePlay()
  const mine = request?.mode === 'sparring' && request.agentId === partner.id
  return (
    <Button
      variant={primary ? 'primary' : 'secondary'}
      icon={<Swords aria-hidden />}
      busy={status === 'connecting' && mine}
      className="grow sm:grow-0"
      onClick={() => void play({ mode: 'sparring', task: partner.task, agentId: partner.id })}
    >
      Play against it
    </Button>
  )
}
