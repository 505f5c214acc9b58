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

test('a task of the lab is found and stepped, but is not among those that are played', () => {
  const probe = { ...pong, id: 'probe', version: 2 }
  const earlier = { ...probe, version: 1 }
  const all = taskRegistry([pong], [earlier], [probe])
  expect(all.tasks).toEqual([pong])
  expect(all.find('probe')).toBeNull()
  expect(all.lab).toEqual([probe])
  expect(all.findAny('probe')).toBe(probe)
  expect(all.findAny('pong')).toBe(pong)
  expect(all.findVersion('probe', 2)).toBe(probe)
  expect(all.findVersion('probe', 1)).toBe(earlier)
})

test('two of the same version, or two newest ones, are refused', () => {
  expect(() => taskRegistry([pong], [pong])).toThrow(/same id and version/)
  expect(() => taskRegistry([pong, next])).toThrow(/both the newest/)
  expect(() => taskRegistry([pong], [], [next])).toThrow(/both the newest/)
})
