'use client'

import { useCallback } from 'react'
import { useAgents, useMe } from '../_api/use-api.ts'
import { DEFAULT_TASK } from '../../game/tasks/default-task.ts'
import { usePlay } from '../_lobby/play-provider.tsx'

/** Starts a sparring match with one of my partners. The lobby names a partner by the house agent that it was forked from. */
export function useSparPartner(): (partnerId: string) => void {
  const lobby = usePlay()
  const me = useMe().data
  const agents = useAgents().data
  const { play } = lobby
  return useCallback(
    (partnerId) => {
      const parentName = me?.partners.find((partner) => partner.id === partnerId)?.parentName
      const parent = agents?.agents.find((agent) => agent.kind === 'house' && agent.name === parentName)
      void play({ mode: 'sparring', task: parent?.task ?? DEFAULT_TASK, ...(parent ? { agentId: parent.id } : {}) })
    },
    [me, agents, play],
  )
}
