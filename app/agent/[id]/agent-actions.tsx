'use client'

import { Eye, Swords, Trophy } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Task } from '../../../game/core/task.ts'
import type { AgentView } from '../../../game/protocol/http.ts'
import { usePlay } from '../../_lobby/play-provider.tsx'
import { Button } from '../../_ui/button.tsx'

/** What can be done with a house agent or a built-in: spar, challenge; in a game that is played alone, watch it. */
export function AgentActions({ agent, task }: { agent: AgentView['agent']; task: Task | null }): ReactNode {
  const lobby = usePlay()
  const connecting = (mode: 'sparring' | 'ranked'): boolean =>
    lobby.status === 'connecting' && lobby.request?.mode === mode
  const alone = task?.seats.max === 1
  return (
    <>
      <Button
        variant="primary"
        className="grow"
        icon={alone ? <Eye aria-hidden /> : <Swords aria-hidden />}
        busy={connecting('sparring')}
        onClick={() => void lobby.play({ mode: 'sparring', task: agent.task, agentId: agent.id })}
      >
        {alone ? 'Watch it play' : 'Spar'}
      </Button>
      <Button
        className="grow"
        icon={<Trophy aria-hidden />}
        busy={connecting('ranked')}
        onClick={() => void lobby.play({ mode: 'ranked', task: agent.task, agentId: agent.id })}
      >
        {alone ? 'Watch it, ranked' : 'Challenge, ranked'}
      </Button>
    </>
  )
}
