import type { Preset } from './preset.ts'

const pongPixels = {
  task: { id: 'pong', version: 1 },
  observation: 'pixels',
  options: { target: 21 },
  opponent: 'middle',
} as const

/** Plans for Pong as pixels. Karpathy's network is 6400–200–1; ours has an output for each of three actions, and biases. */
export const pixelPresets: readonly Preset[] = [
  {
    id: 'pong_pixels_reinforce',
    plan: {
      ...pongPixels,
      algorithm: {
        id: 'reinforce',
        settings: {
          steps: 256,
          learningRate: 2e-3,
          gamma: 0.98,
          unfinished: 'leftOut',
          entropyBonus: 0.005,
          optimiser: 'rmsProp',
          gradients: 'vectors',
        },
      },
      network: { hidden: [200], activation: 'relu', critic: false },
      environments: 64,
      budget: 98_304_000,
      anneals: true,
    },
    judged: 'drawn',
    measure: 'return',
    aim: 0,
    published: 'even after some 8,000 matches, three nights on a laptop (Karpathy 2016)',
  },
  {
    id: 'pong_pixels_ppo',
    plan: {
      ...pongPixels,
      algorithm: {
        id: 'ppo',
        settings: {
          steps: 128,
          minibatchSize: 2048,
          epochs: 3,
          learningRate: 1e-3,
          entropyBonus: 0.01,
          gradients: 'vectors',
        },
      },
      network: { hidden: [200], activation: 'relu', critic: true },
      environments: 64,
      budget: 64 * 128 * 400,
      anneals: true,
    },
    judged: 'drawn',
    measure: 'return',
    aim: 15,
    published: '',
  },
]
