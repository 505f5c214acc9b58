import type { Figure } from '../learner/algorithm.ts'

/** What algorithms that learn a policy beside a value network report, said once. */
export const policyFigures = {
  policyLoss: { name: 'Policy loss', about: 'What the update pushes down; below 0 where the policy got better.' },
  valueLoss: { name: 'Value loss', about: 'Half the mean square of what the value network was wrong by.' },
  entropy: { name: 'Entropy', about: 'How undecided the policy is, in nats; 0 where it always does the same.' },
  kl: { name: 'KL divergence', about: 'How far the policy moved from the one that acted, in nats.' },
  gradientNorm: { name: 'Gradient norm', about: 'Length of the gradient before it is cut.' },
  explainedVariance: {
    name: 'Explained variance',
    about: 'Share of the ups and downs of the returns that the value network foretold: 1 all, 0 none.',
  },
  minibatches: { name: 'Minibatches', about: 'Gradients in this round.' },
} as const satisfies Readonly<Record<string, Figure>>
