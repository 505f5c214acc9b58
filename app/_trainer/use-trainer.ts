'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import { TrainerClient, type TrainerOptions } from './trainer-client.ts'
import { startingStatus, type TrainerStatus } from './trainer-protocol.ts'

export type TrainerHandle = Pick<TrainerClient, 'ticks' | 'served' | 'refused' | 'pause'>

export interface UseTrainer {
  status: TrainerStatus
  /** Starts it, ending one that runs. */
  start(options: Omit<TrainerOptions, 'onStatus'>): TrainerHandle
  stop(): void
}

/** A trainer that lives as long as the component at most. */
export function useTrainer(): UseTrainer {
  const client = useRef<TrainerClient | null>(null)
  const [status, setStatus] = useState(startingStatus)
  const stop = useCallback(() => {
    client.current?.stop()
    client.current = null
  }, [])
  const start = useCallback(
    (options: Omit<TrainerOptions, 'onStatus'>) => {
      stop()
      const started = new TrainerClient({ ...options, onStatus: setStatus })
      client.current = started
      return started
    },
    [stop],
  )
  useEffect(() => stop, [stop])
  return { status, start, stop }
}
