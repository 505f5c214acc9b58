'use client'

import { useCallback } from 'react'
import type { PartnerView } from '../../game/protocol/http.ts'
import { usePlay } from '../_lobby/play-provider.tsx'

/** Starts a sparring match with one of my partners. The lobby names a partner by the house agent that it was forked from. */
export function useSparPartner(): (partner: PartnerView) => void {
  const { play } = usePlay()
  return useCallback(
    ({ task, parentId }) => void play({ mode: 'sparring', task, ...(parentId === null ? {} : { agentId: parentId }) }),
    [play],
  )
}
