'use client'

import { Swords, Trophy } from 'lucide-react'
import type { ReactNode } from 'react'
import type { AgentView } from '../../../game/protocol/http.ts'
import { usePlay } from '../../_lobby/play-provider.tsx'
import { useSparPartner } from '../../_partner/use-spar-partner.ts'
import { Button, ButtonLink } from '../../_ui/button.tsx'

/** What can be done with an agent: spar, challenge; with a partner of mine: spar, and go to its history. */
export function AgentActions({ agent, mine }: { agent: AgentView['agent']; mine: boolean }): ReactNode {
  const lobby = usePlay()
  const sparPartner = useSparPartner()
  const connecting = (mode: 'sparring' | 'ranked'): boolean =>
    lobby.status === 'connecting' && lobby.request?.mode === mode
  if (agent.kind === 'partner')
    return mine ? (
      <>
        <Button
          variant="primary"
          className="grow"
          icon={<Swords aria-hidden />}
          busy={connecting('sparring')}
          onClick={() => sparPartner(agent.id)}
        >
          Spar
        </Button>
        <ButtonLink href="/me#partner" className="grow">
          Its history
        </ButtonLink>
      </>
    ) : null
  return (
    <>
      <Button
        variant="primary"
        className="grow"
        icon={<Swords aria-hidden />}
        busy={connecting('sparring')}
        onClick={() => void lobby.play({ mode: 'sparring', agentId: agent.id })}
      >
        Spar
      </Button>
      <Button
        className="grow"
        icon={<Trophy aria-hidden />}
        busy={connecting('ranked')}
        onClick={() => void lobby.play({ mode: 'ranked', agentId: agent.id })}
      >
        Challenge, ranked
      </Button>
    </>
  )
}
