import type { Settings } from '../learner/configuration.ts'
import type { Preset } from './preset.ts'

/** One fixed maze of the middle size, where nothing is rewarded but the goal. */
const mazePlan = (curiosity: Settings): Preset['plan'] => ({
  task: { id: 'maze', version: 1 },
  observation: 'window',
  options: { size: 7, maze: 1 },
  opponent: null,
  algorithm: { id: 'ppo', settings: { steps: 128, minibatchSize: 512, gradients: 'vectors', ...curiosity } },
  network: { hidden: [64, 64], activation: 'tanh', critic: true },
  environments: 16,
  budget: 409_600,
  anneals: false,
})

/** As published, against its opponent. */
const volleyPlan = (budget: number): Preset['plan'] => ({
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
  budget,
  anneals: true,
})

/** Plans for the games that people play. */
export const gamePresets: readonly Preset[] = [
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
    published: '',
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
      budget: 32_768_000,
      anneals: true,
    },
    measure: 'return',
    aim: 18,
    published: '',
  },
  {
    id: 'volley_5m_ppo',
    plan: volleyPlan(5_000_000),
    measure: 'return',
    aim: 0,
    published: 'above 0 first at 1.3 million at best, 3.0 million in the median of 17 runs (slimevolleygym)',
  },
  {
    id: 'volley_ppo',
    plan: volleyPlan(10_000_000),
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
    published: '',
  },
  {
    id: 'maze_rnd_ppo',
    plan: mazePlan({ curiosity: 'rnd', curiosityWeight: 0.5 }),
    measure: 'return',
    aim: 0.9,
    published: '',
  },
  {
    id: 'maze_icm_ppo',
    plan: mazePlan({ curiosity: 'icm', curiosityWeight: 1 }),
    measure: 'return',
    aim: 0.9,
    published: '',
  },
  {
    id: 'maze_plain_ppo',
    plan: mazePlan({}),
    measure: 'return',
    aim: 0.9,
    published: 'a control: without curiosity it should not come there',
  },
]
