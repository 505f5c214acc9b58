import { expect, test } from 'vitest'
import { checkLog } from '../../game/core/check-log.ts'
import { taskRegistry } from '../../game/core/task-registry.ts'
import { pong } from '../../game/tasks/pong/pong.ts'
import { recordMatch, restlessActions } from '../support/record-match.ts'

const next = { ...pong, version: 2, maxTicks: 50 }
const registry = taskRegistry([next], [pong])

test('the log of an old version is stepped with that version, and only the newest can be played', () => {
  const { log } = recordMatch(pong, 3, restlessActions(pong, 4), { ticks: 200 })
  expect(registry.tasks).toEqual([next])
  expect(registry.find('pong')).toBe(next)
  const { task, version } = log.header
  expect(checkLog(registry.findVersion(task, version)!, log)).toEqual({ ok: true })
  expect(registry.findVersion('pong', 3)).toBeNull()
  expect(registry.find('chess')).toBeNull()
})

test('two of the same version, or two newest ones, are refused', () => {
  expect(() => taskRegistry([pong], [pong])).toThrow(/same id and version/)
  expect(() => taskRegistry([pong, next])).toThrow(/both the newest/)
})
