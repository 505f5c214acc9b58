import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { GhostPortrait } from '../../app/me/ghost-portrait.tsx'
import type { PersonModel } from '../../game/core/person-model.ts'
import { PongPerson } from '../../game/tasks/pong/person/model.ts'

const tellOf = (counts: Readonly<Record<string, readonly [missed: number, met: number]>>): string => {
  const regions = Object.entries(counts).map(([name, [missed, met]]) => ({
    name,
    met,
    missed,
    expectedMiss: missed / (met + 1),
    aimedThen: 0,
    aimedNow: 0,
  }))
  const person: PersonModel = Object.defineProperty(new PongPerson(), 'portrait', {
    value: { things: 'balls', regions, aims: 0 },
  })
  return renderToStaticMarkup(createElement(GhostPortrait, { person })).replaceAll(/<[^>]*>/g, '')
}

test('where somebody is weak and strong is said of regions that have seen five balls, with their counts', () => {
  const told = tellOf({ low: [3, 4], middle: [1, 9], high: [3, 6], 'top corner': [0, 2] })
  expect(told).toContain('Weakest: high, where you miss 3 of 6. Surest: middle, where you miss 1 of 9.')
})

test('nothing is said where a few balls came to each', () => {
  const told = tellOf({ low: [3, 3], middle: [3, 3], high: [3, 3], 'top corner': [1, 2] })
  expect(told).toContain('It has not seen enough of you')
  expect(tellOf({ low: [0, 3], middle: [0, 7] })).toContain('you have missed none')
})
