'use client'

import { Swords, Trophy } from 'lucide-react'
import type { ReactNode } from 'react'
import type { AgentView } from '../../../game/protocol/http.ts'
import { usePlay } from '../../_lobby/play-provider.tsx'
import { Button } from '../../_ui/button.tsx'

/** What can be done with a house agent or a built-in: spar, challenge. */
export function AgentActions({ agent }: { agent: AgentView['agent'] }): ReactNode {
  const lobby = usePlay()
  const connecting = (mode: 'sparring' | 'ranked'): boolean =>
    lobby.status === 'connecting' && lobby.request?.mode === mode
  return (
    <>
      <Button
        variant="primary"
        className="grow"
        icon={<Swords aria-hidden />}
        busy={connecting('sparring')}
        onClick={() => void lobby.play({ mode: 'sparring', task: agent.task, agentId: agent.id })}
      >
        Spar
      </Button>
      <Button
        className="grow"
        icon={<Trophy aria-hidden />}
        busy={connecting('ranked')}
        onClick={() => void lobby.play({ mode: 'ranked', task: agent.task, agentId: agent.id })}
      >
        Challenge, ranked
      </Button>
    </>
  )
}
