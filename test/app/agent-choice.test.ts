import { expect, test } from 'vitest'
import type { MatchEntry } from '../../app/_net/match-snapshot.ts'
import { agentSeats } from '../../app/match/_panel/agent-choice.tsx'

const person = { kind: 'human', name: 'Ann' }
const agent = { kind: 'agent', name: 'Minute' }
const seatsOf = (seats: readonly object[], partner: number | null): number[] =>
  agentSeats({ header: { seats }, learning: partner === null ? null : { seat: partner } } as unknown as MatchEntry)

test('of several agents the panel tells of my partner first, wherever it sits', () => {
  expect(seatsOf([person, agent, agent, agent], 2)).toEqual([2, 1, 3])
  expect(seatsOf([agent, agent], null)).toEqual([0, 1])
  expect(seatsOf([person, person], null)).toEqual([])
})
