import { readdirSync, readFileSync } from 'node:fs'
import { deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SeededChance } from '../../game/core/chance.ts'
import { decodeLog, encodeLog, readEvents } from '../../game/core/match-log.ts'
import { registry, taskById } from '../../game/tasks/index.ts'
import { taskChecks } from '../support/check-task/check-task.ts'
import { playEvidence } from '../support/check-task/play-evidence.ts'
import type { TaskEvidence } from '../support/check-task/task-check.ts'
import { foreignTasks } from '../support/tasks/index.ts'
import { catchTask } from '../support/tasks/catch/catch.ts'
import { walk } from '../support/tasks/walk/walk.ts'
import { builtInActions, recordMatch } from '../support/record-match.ts'

/** Seeds that once failed. */
const PAST_FAILURES: number[] = []
const SEEDS = [...PAST_FAILURES, ...fc.sample(fc.integer(), 3)]

/** Matches as they were recorded by earlier code, one file each. */
const folder = new URL('../core/recorded/', import.meta.url)
const recorded = readdirSync(folder).map((file) => decodeLog(readFileSync(new URL(file, folder))))

const all = [...registry.tasks, ...registry.lab, ...registry.old, ...foreignTasks.tasks, walk, catchTask]

describe.each(all.map((task) => [`${task.id} v${task.version}`, task] as const))('%s', (_, task) => {
  const logs = recorded.filter(({ header }) => header.task === task.id && header.version === task.version)
  let evidence: TaskEvidence | null = null
  test.each(taskChecks.map((check) => [check.name, check] as const))('%s', (_name, { faults }) => {
    evidence ??= playEvidence(task, SEEDS, logs)
    expect(faults(evidence)).toEqual([])
  })
})

/** What a call throws; null where it returns. */
function attempt(call: () => unknown): unknown {
  try {
    call()
    return null
  } catch (error) {
    return error
  }
}

test('bytes that are no log are refused with a RangeError', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(() => decodeLog(bytes)).toThrow(RangeError)
      const outcome = attempt(() => readEvents(bytes, 1))
      expect(outcome === null || outcome instanceof RangeError).toBe(true)
    }),
  )
})

test('a match of a lively person against a sampled agent takes at most 0.4 bytes a tick', () => {
  const pong = taskById('pong')
  const random = new SeededChance(7)
  const follow = builtInActions(pong, 'hard')
  const held = [0, 0]
  const { log } = recordMatch(
    pong,
    9,
    (state, seat, tick) => {
      // Both follow the ball. The person presses or lets go about four times a second; the agent, sampled, does something else at a third of its decisions.
      const acts = seat === 0 ? random.below(15) === 0 : tick % pong.decisionPeriod === 2
      if (acts) held[seat] = seat === 1 && random.below(3) === 0 ? random.below(3) : follow(state, seat)
      return held[seat]!
    },
    { options: { target: 11 } },
  )
  const stored = deflateRawSync(encodeLog(log), { level: 9 }).length
  expect(log.footer.ticks).toBeGreaterThan(3000)
  expect(stored / log.footer.ticks).toBeLessThan(0.4)
})
