import { expect, test } from 'vitest'
import { presetById } from '../../game/learn/runs/presets.ts'
import { figuresOf, reportOf, rowOf, tableOf, withTable, type StoredResult } from '../support/learn-table.ts'

const preset = presetById('cartpole_ppo')

/** A run that is at its aim after so many decisions (null: never) and ends with this score. */
const result = (seed: number, reached: number | null, score: number): StoredResult => ({
  seed,
  plan: { ...preset.plan, seed },
  commit: 'abc',
  curve: [10, 20, 30].map((decisions) => ({
    decisions,
    seconds: decisions / 10,
    score: reached !== null && decisions >= reached ? preset.aim : 0,
  })),
  end: { decisions: 40, seconds: 4, score },
})

test('a row has the interquartile mean at the end, and when the aim was first reached, as medians over seeds', () => {
  const row = rowOf(
    preset,
    [10, 20, 20, 30, null].map((reached, i) => result(i + 1, reached, [100, 490, 495, 500, 470][i]!)),
  )
  const { cartpole_ppo_iqm: iqm, ...firsts } = figuresOf(row)
  expect(iqm).toBeCloseTo((490 + 495 + 470) / 3, 9)
  expect(firsts).toEqual({ cartpole_ppo_steps_to_aim: 20, cartpole_ppo_seconds_to_aim: 2 })
  expect(row.score.low).toBeLessThanOrEqual(iqm!)
  expect(row.score.high).toBeGreaterThanOrEqual(iqm!)
})

test('an aim that half of the seeds never reach is said to be missed', () => {
  const row = rowOf(preset, [result(1, 10, 480), result(2, null, 20), result(3, null, 30)])
  expect(figuresOf(row)).toMatchObject({ cartpole_ppo_steps_to_aim: Number.NaN })
  expect(tableOf([row])).toMatch(/\(missed\) \| never \| never/)
  expect(reportOf([row])).toContain('<polyline')
})

test('the table of a README is replaced, and nothing else', () => {
  const readme = 'Before\n\n<!-- table: written by npm run bench -- learn -->\nold\n<!-- /table -->\n\nAfter\n'
  const once = withTable(readme, '| a |')
  expect(once).toBe(
    'Before\n\n<!-- table: written by npm run bench -- learn -->\n\n| a |\n\n<!-- /table -->\n\nAfter\n',
  )
  expect(withTable(once, '| a |')).toBe(once)
  expect(() => withTable('nothing', '')).toThrow(/no marks/)
})
