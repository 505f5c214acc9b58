import { expect, test } from 'vitest'
import { agentWish } from '../../app/play/agent-wish.ts'
import { PlayRequest } from '../../game/protocol/messages.ts'

const usual = { options: {}, reactionTicks: null, decisionPeriod: null }
const chosen = { options: { target: 3 }, reactionTicks: 9, decisionPeriod: 12 }

test('an unrated match is asked for by the rules that were chosen, also beside an agent', () => {
  expect(agentWish('sparring', 'pong', { agentId: 'a' }, null, chosen)).toEqual({
    mode: 'sparring',
    task: 'pong',
    agentId: 'a',
    options: { target: 3 },
    reactionTicks: 9,
    decisionPeriod: 12,
  })
  expect(agentWish('sparring', 'cartpole', { beside: 'a' }, null, { ...usual, options: { length: 40 } })).toEqual({
    mode: 'sparring',
    task: 'cartpole',
    beside: 'a',
    options: { length: 40 },
  })
})

test('a ranked match is asked for by the usual rules', () => {
  expect(agentWish('ranked', 'forage', {}, 5, chosen)).toEqual({ mode: 'ranked', task: 'forage', seats: 5 })
})

test('what is asked for is what the server takes', () => {
  for (const mode of ['sparring', 'ranked'] as const)
    for (const named of [{}, { agentId: 'abcdef0123456789' }, { beside: 'abcdef0123456789' }])
      for (const rules of [usual, chosen])
        expect(PlayRequest.safeParse(agentWish(mode, 'pong', named, null, rules)).success).toBe(true)
})
