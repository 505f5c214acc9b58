import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { MatchOptions } from '../../app/play/match-options.tsx'
import type { Options, Task } from '../../game/core/task.ts'
import { pong } from '../../game/tasks/pong/pong.ts'
import { foreignTasks } from '../support/tasks/index.ts'

const shown = (task: Task, chosen: Options = {}): string =>
  renderToStaticMarkup(createElement(MatchOptions, { task, chosen, onChange: () => {} }))

test('what players may choose is offered by the words of its task, with the default chosen; what the host chooses is not', () => {
  const html = shown(pong)
  expect(html).toContain('First to')
  expect(html.match(/type="radio"/g)).toHaveLength(4)
  expect(html.match(/checked=""[^>]*><span class="figures">(\d+)</)?.[1]).toBe('11')
  expect(html).not.toContain('paddle')
  expect(shown(pong, { target: 3 }).match(/checked=""[^>]*><span class="figures">(\d+)</)?.[1]).toBe('3')
})

test.each(foreignTasks.tasks)('of $id, which nobody thought of, each option of the players has its control', (task) => {
  const html = shown(task)
  const options = Object.values(task.options)
  const offered = options.filter(({ label }) => html.includes(label))
  expect(offered).toEqual(options.filter(({ chooser }) => chooser === 'players'))
})
