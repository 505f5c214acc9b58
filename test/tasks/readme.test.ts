import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { LoggedChance } from '../../game/core/chance.ts'
import { newStepOut } from '../../game/core/task.ts'
import { catchTask } from '../support/tasks/catch/catch.ts'

const read = (path: string): Promise<string> => readFile(new URL(`../../${path}`, import.meta.url), 'utf8')

test('the task that the page on adding tasks shows is the one that is checked', async () => {
  const shown = /```ts\n([\s\S]*?)```/.exec(await read('game/tasks/README.md'))?.[1]
  const checked = await read('test/support/tasks/catch/catch.ts')
  expect(shown).toBe(checked.replaceAll("'../../../../game/core/", "'../../core/"))
})

test.each([
  ['is caught by a tray that goes 0.1 to the right', 2, 1],
  ['is missed by one that stays in the middle', 0, 0],
])('a ball at 0.2 %s', (_, action, caught) => {
  const chance = new LoggedChance()
  // 0.2 is six tenths of the way from −1 to 1.
  const words = [0.6, 0].map((share) => Math.floor(share * 2 ** 32))
  chance.load(words)
  const state = new Float64Array(catchTask.layout.length)
  const out = newStepOut(1)
  catchTask.reset(state, { balls: 1 }, chance, 1)
  for (let tick = 1; tick <= 30; tick++) catchTask.step(state, Float64Array.of(tick === 1 ? action : 0), chance, out)
  expect(out).toMatchObject({ terminated: true, truncated: false })
  expect([out.rewards[0], catchTask.score(state, 0)]).toEqual([caught, caught])
})
