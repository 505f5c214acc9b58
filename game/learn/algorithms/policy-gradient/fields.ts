import type { Fields } from '../../learner/configuration.ts'

/** Settings that algorithms of policy gradients share, said once. */
export const policyFields = {
  gamma: {
    kind: 'number',
    name: 'Discount',
    about: 'What a reward is worth one decision earlier (γ).',
    default: 0.99,
    range: [0, 1],
  },
  entropyBonus: {
    kind: 'number',
    name: 'Entropy bonus',
    about: 'Reward for an undecided policy, by its entropy in nats.',
    default: 0.01,
    range: [0, 1],
    live: true,
  },
  valueWeight: {
    kind: 'number',
    name: 'Weight of the value loss',
    about: 'How much the loss of the value network counts beside that of the policy.',
    default: 0.5,
    range: [0, 10],
    live: true,
  },
  maxGradientNorm: {
    kind: 'number',
    name: 'Longest gradient',
    about: 'A gradient that is longer than this, by its Euclidean norm over all weights, is scaled down to it.',
    default: 0.5,
    range: [1e-3, 1e3],
    log: true,
    live: true,
  },
  gradients: {
    kind: 'choice',
    name: 'Gradients',
    about: 'What computes them, and acts while it learns: all agree to single precision, and differ in speed.',
    default: 'tensors',
    choices: {
      tensors: 'TensorFlow.js, on the graphics card where there is one: any network.',
      vectors: 'Our own loops in WebAssembly: dense networks, which are small enough to be several times as fast.',
    },
  },
} as const satisfies Fields

/** How steps along a gradient are taken, where that is a choice. */
export const optimiserFields = {
  optimiser: {
    kind: 'choice',
    name: 'Optimiser',
    about: 'What makes a step of a gradient.',
    default: 'adam',
    choices: {
      adam: 'Adam: by the mean of the gradients so far, over the root of the mean of their squares.',
      rmsProp: 'RMSProp: by the gradient, over the root of the mean of the squares so far.',
    },
  },
  decay: {
    kind: 'number',
    name: 'Memory of RMSProp',
    about: 'How much of the mean of squares each step keeps; Adam has its own.',
    default: 0.99,
    range: [0, 0.9999],
  },
  epsilon: {
    kind: 'number',
    name: 'Least mean square',
    about: 'What RMSProp adds below the root (ε): gradients that are smaller than its root make smaller steps.',
    default: 1e-10,
    range: [1e-12, 1],
    log: true,
  },
} as const satisfies Fields
