import type { RunPlan } from './run-plan.ts'
import { tablePresets } from './table-presets.ts'

/** A plan that is known to learn: what it should reach, and what others published for it. */
export interface Preset {
  /** Names the task, and of what is special about it, and the algorithm: as its figures are called. */
  id: string
  plan: Omit<RunPlan, 'seed'>
  /** Its likeliest actions are judged, or, where that is said, drawn ones: who sees only what moves must move to see. */
  judged?: 'drawn'
  /** What counts in a match: its return, or whether it is won. */
  measure: 'return' | 'won'
  /** The mean over matches that the interquartile mean over seeds should reach at the end of the budget. */
  aim: number
  /** What others published, and where. */
  published: string
}

const cartpole = { task: { id: 'cartpole', version: 1 }, observation: 'state', opponent: null } as const

const pongPixels = {
  task: { id: 'pong', version: 1 },
  observation: 'pixels',
  options: { target: 21 },
  opponent: 'middle',
} as const

/** Every plan of which there is evidence: what benchmarks run, and what the lab offers. */
export const presets: readonly Preset[] = [
  {
    id: 'cartpole_ppo',
    plan: {
      ...cartpole,
      algorithm: {
        id: 'ppo',
        settings: {
          steps: 125,
          minibatchSize: 250,
          epochs: 8,
          learningRate: 2.5e-3,
          entropyBonus: 0.005,
          gradients: 'vectors',
        },
      },
      network: { hidden: [64, 64], activation: 'tanh', critic: true },
      environments: 8,
      budget: 100_000,
      anneals: true,
    },
    measure: 'return',
    aim: 475,
    published: '490 ± 6 at 500 thousand (CleanRL); 500 at 100 thousand (RL Baselines3 Zoo)',
  },
  {
    id: 'pendulum_ppo',
    plan: {
      task: { id: 'pendulum', version: 1 },
      observation: 'state',
      opponent: null,
      algorithm: {
        id: 'ppo',
        settings: {
          steps: 125,
          minibatchSize: 100,
          epochs: 10,
          learningRate: 2e-3,
          gamma: 0.95,
          rewardScale: 0.1,
          entropyBonus: 0,
          targetKl: null,
          gradients: 'vectors',
        },
      },
      network: { hidden: [64, 64], activation: 'tanh', critic: true },
      environments: 4,
      budget: 100_000,
      anneals: true,
    },
    measure: 'return',
    aim: -180,
    published: '−172 at 100 thousand (RL Baselines3 Zoo, one run)',
  },
  {
    id: 'pong_ppo',
    plan: {
      task: { id: 'pong', version: 1 },
      observation: 'state',
      options: { target: 21 },
      opponent: 'middle',
      algorithm: {
        id: 'ppo',
        settings: {
          steps: 64,
          minibatchSize: 1024,
          epochs: 3,
          learningRate: 4e-3,
          entropyBonus: 0.01,
          gradients: 'vectors',
        },
      },
      network: { hidden: [64, 64], activation: 'tanh', critic: true },
      environments: 64,
      budget: 819_200,
      anneals: true,
    },
    measure: 'return',
    aim: 12,
    published: 'ours',
  },
  {
    id: 'pong_hard_ppo',
    plan: {
      task: { id: 'pong', version: 1 },
      observation: 'state',
      options: { target: 21 },
      opponent: 'hard',
      algorithm: {
        id: 'ppo',
        settings: {
          steps: 64,
          minibatchSize: 1024,
          epochs: 3,
          learningRate: 3e-3,
          entropyBonus: 0.005,
          gradients: 'vectors',
        },
      },
      network: { hidden: [64, 64], activation: 'relu', critic: true },
      environments: 64,
      budget: 16_384_000,
      anneals: true,
    },
    measure: 'return',
    aim: 18,
    published: 'ours',
  },
  {
    id: 'volley_5m_ppo',
    plan: {
      task: { id: 'volley', version: 0 },
      observation: 'state',
      opponent: 'published',
      algorithm: {
        id: 'ppo',
        settings: {
          steps: 125,
          minibatchSize: 2000,
          epochs: 4,
          learningRate: 2e-3,
          entropyBonus: 0.005,
          gradients: 'vectors',
        },
      },
      network: { hidden: [64, 64], activation: 'tanh', critic: true },
      environments: 80,
      budget: 5_000_000,
      anneals: true,
    },
    measure: 'return',
    aim: 0,
    published: 'above 0 first at 1.3 million at best, 3.0 million in the median of 17 runs (slimevolleygym)',
  },
  {
    id: 'volley_ppo',
    plan: {
      task: { id: 'volley', version: 0 },
      observation: 'state',
      opponent: 'published',
      algorithm: {
        id: 'ppo',
        settings: {
          steps: 125,
          minibatchSize: 2000,
          epochs: 4,
          learningRate: 2e-3,
          entropyBonus: 0.005,
          gradients: 'vectors',
        },
      },
      network: { hidden: [64, 64], activation: 'tanh', critic: true },
      environments: 80,
      budget: 10_000_000,
      anneals: true,
    },
    measure: 'return',
    aim: 0.3,
    published: '1.377 at about 150 million (slimevolleygym); 17 single runs: none passed 0.37 by 10 million',
  },
  {
    id: 'sumo_ppo',
    plan: {
      task: { id: 'sumo', version: 1 },
      observation: 'state',
      opponent: 'hard',
      algorithm: {
        id: 'ppo',
        settings: {
          steps: 64,
          minibatchSize: 1024,
          epochs: 3,
          learningRate: 3e-3,
          entropyBonus: 0.01,
          gradients: 'vectors',
        },
      },
      network: { hidden: [64, 64], activation: 'tanh', critic: true },
      environments: 64,
      budget: 8_192_000,
      anneals: true,
    },
    measure: 'won',
    aim: 0.8,
    published: 'ours',
  },
  {
    id: 'pong_pixels_reinforce',
    plan: {
      ...pongPixels,
      algorithm: {
        id: 'reinforce',
        settings: { steps: 256, learningRate: 1e-3, gamma: 0.99, unfinished: 'leftOut', gradients: 'vectors' },
      },
      network: { hidden: [200], activation: 'relu', critic: false },
      environments: 64,
      budget: 64 * 256 * 200,
      anneals: false,
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
    published: 'ours',
  },
  ...tablePresets,
]

/** Throws where there is no such preset. */
export function presetById(id: string): Preset {
  const preset = presets.find((each) => each.id === id)
  if (!preset) throw new Error(`There is no preset "${id}"`)
  return preset
}
