import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readSettings, usualSettings } from '../../app/_ui/settings.ts'

test('what was chosen is read as it was written', () => {
  const chosen = {
    volume: 0.3,
    muted: true,
    sensitivity: 1.5,
    colours: 'clear',
    effects: 'few',
    ghost: false,
    watchers: 'invited',
  } as const
  expect(readSettings(JSON.stringify(chosen))).toEqual(chosen)
  expect(readSettings(null)).toEqual(usualSettings)
})

test('whatever stands there instead, each choice is one there is', () => {
  const choice = fc.oneof(fc.jsonValue(), fc.constantFrom('clear', 'few', true, 0.5, 3, -1))
  const written = fc.oneof(
    fc.string(),
    fc.json(),
    fc
      .record(
        {
          volume: choice,
          muted: choice,
          sensitivity: choice,
          colours: choice,
          effects: choice,
          ghost: choice,
          watchers: choice,
        },
        { requiredKeys: [] },
      )
      .map((record) => JSON.stringify(record)),
  )
  fc.assert(
    fc.property(written, (text) => {
      const { volume, muted, sensitivity, colours, effects, ghost } = readSettings(text)
      expect(volume).toBeGreaterThanOrEqual(0)
      expect(volume).toBeLessThanOrEqual(1)
      expect(sensitivity).toBeGreaterThanOrEqual(0.5)
      expect(sensitivity).toBeLessThanOrEqual(2)
      expect([true, false]).toContain(muted)
      expect([true, false]).toContain(ghost)
      expect(['usual', 'clear']).toContain(colours)
      expect(['all', 'few']).toContain(effects)
    }),
  )
})
