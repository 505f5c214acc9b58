import type { Algorithm, AlgorithmSetup } from './algorithm.ts'
import { Ppo } from './ppo.ts'

/** An algorithm's name, how to make it with settings for a small task, and how many rounds it needs there. */
export interface AlgorithmEntry {
  id: string
  create: (setup: AlgorithmSetup) => Algorithm
  /** Rounds of `learn` on 16 slots until it echoes its observation. */
  echoRounds: number
}

/** Every algorithm. One conformance suite runs them all. */
export const algorithms: readonly AlgorithmEntry[] = [
  {
    id: 'ppo',
    create: (setup) => new Ppo(setup, { steps: 32, minibatchSize: 128, learningRate: 3e-3 }),
    echoRounds: 30,
  },
]
