import type { Figure } from '../../learner/algorithm.ts'
import type { Fields } from '../../learner/configuration.ts'
import { policyFields } from '../policy-gradient/fields.ts'

/** Settings that algorithms over a replay buffer share, said once. */
export const replayFields = {
  steps: {
    kind: 'integer',
    name: 'Steps',
    about: 'Decisions of each slot in a round.',
    default: 250,
    range: [1, 100_000],
    log: true,
  },
  capacity: {
    kind: 'integer',
    name: 'Room for experience',
    about: 'How many of the last transitions the replay buffer holds.',
    default: 50_000,
    range: [1, 2_000_000],
    log: true,
  },
  warmUp: {
    kind: 'integer',
    name: 'Warm-up',
    about: 'Decisions before it learns from any.',
    default: 1000,
    range: [0, 1_000_000],
    log: true,
  },
  trainEvery: {
    kind: 'integer',
    name: 'Decisions between updates',
    about: 'It learns each time so many decisions have been taken in all slots together.',
    default: 1,
    range: [1, 100_000],
    log: true,
  },
  gradients: {
    kind: 'integer',
    name: 'Gradients of an update',
    about: 'Steps that it takes down gradients each time it learns, each with a batch of its own.',
    default: 1,
    range: [1, 10_000],
    log: true,
    live: true,
  },
  batchSize: {
    kind: 'integer',
    name: 'Rows of a batch',
    about: 'Transitions in one gradient.',
    default: 128,
    range: [1, 65_536],
    log: true,
  },
  learningRate: {
    kind: 'number',
    name: 'Learning rate',
    about: 'How far Adam goes in one step.',
    default: 1e-3,
    range: [1e-6, 1],
    log: true,
    live: true,
    stepSize: true,
  },
  gamma: policyFields.gamma,
} as const satisfies Fields

/** Settings that algorithms of continuous actions over a replay buffer share. */
export const squashedFields = {
  ...replayFields,
  tau: {
    kind: 'number',
    name: 'Pace of the targets',
    about: 'The copies that say what comes after go this share of the way after the networks each time (τ).',
    default: 0.005,
    range: [1e-5, 1],
    log: true,
    live: true,
  },
} as const satisfies Fields

/** How it tries out other actions than the best where there is a choice among some. */
export const explorationFields = {
  exploration: {
    kind: 'choice',
    name: 'Exploration',
    about: 'How it tries out actions that do not seem best.',
    default: 'epsilonGreedy',
    choices: {
      epsilonGreedy: 'Any action at all with probability ε, else the best.',
      boltzmann: 'Each action the more often the better it seems, by its value over the temperature.',
    },
  },
  epsilonFirst: {
    kind: 'number',
    name: 'First ε',
    about: 'Probability of any action at all at the start.',
    default: 1,
    range: [0, 1],
    live: true,
  },
  epsilonLast: {
    kind: 'number',
    name: 'Last ε',
    about: 'What that probability falls to, in a straight line.',
    default: 0.05,
    range: [0, 1],
    live: true,
  },
  epsilonDecisions: {
    kind: 'integer',
    name: 'Decisions to the last ε',
    about: 'Decisions over which it falls.',
    default: 10_000,
    range: [0, 100_000_000],
    log: true,
    live: true,
  },
  temperature: {
    kind: 'number',
    name: 'Temperature',
    about: 'A difference in value of this size makes an action e times as likely in Boltzmann exploration.',
    default: 1,
    range: [1e-4, 1e4],
    log: true,
    live: true,
  },
} as const satisfies Fields

/** Settings of prioritised replay. */
export const priorityFields = {
  prioritised: {
    kind: 'flag',
    name: 'Prioritised replay',
    about: 'What it was most wrong about is seen again more often.',
    default: false,
  },
  priority: {
    kind: 'number',
    name: 'Strength of priorities',
    about: 'Power of the error by which a transition is drawn (α): 0 evenly, 1 in proportion.',
    default: 0.6,
    range: [0, 1],
  },
  correctionFirst: {
    kind: 'number',
    name: 'First correction of priorities',
    about: 'How much of being drawn too often is taken off at the start (β): 0 nothing, 1 all; it rises to 1.',
    default: 0.4,
    range: [0, 1],
    live: true,
  },
  correctionDecisions: {
    kind: 'integer',
    name: 'Decisions to full correction',
    about: 'Decisions over which that rises, in a straight line.',
    default: 100_000,
    range: [0, 100_000_000],
    log: true,
    live: true,
  },
} as const satisfies Fields

/** What algorithms over a replay buffer report, said once. */
export const replayFigures = {
  valueLoss: { name: 'Value loss', about: 'How wrong the values of actions were, against one step of looking ahead.' },
  value: { name: 'Value', about: 'Mean value of the actions in the batches.' },
  gradientNorm: { name: 'Gradient norm', about: 'Length of the gradient before it is cut.' },
  updates: { name: 'Gradients', about: 'Steps down gradients in this round.' },
} as const satisfies Readonly<Record<string, Figure>>
