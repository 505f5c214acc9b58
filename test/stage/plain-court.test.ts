import { describe, expect, test } from 'vitest'
import { openCourt } from '../../app/_stage/courts.ts'
import { noInsight } from '../../app/_stage/insight.ts'
import type { Timeline } from '../../app/_net/timeline.ts'
import { actionCodec } from '../../game/core/action-codec.ts'
import { discrete } from '../../game/core/spaces.ts'
import type { Task } from '../../game/core/task.ts'
import { echoButtons, echoStick, echoTask } from '../support/echo-task.ts'

const timeline: Timeline = {
  seat: 0,
  confirmedTick: 10,
  presumedTick: 10,
  knownTick: 11,
  seen: 9.5,
  lead: 12.5,
  row: (tick) => Float64Array.from([tick, 0.5, -3]),
}

describe('a task without a court of its own', () => {
  test('is drawn by the names and numbers of its state, as far as they are known', async () => {
    const court = await openCourt(echoTask)
    const picture = court.openPicture()
    expect(picture.frame(timeline, [], noInsight, 16)).toEqual([])
    expect(picture.drawn).toEqual({ tick: 11, wanted: 0.5, right: -3 })
    picture.destroy()
  })

  test('says which keys there are', async () => {
    const { help } = await openCourt(echoButtons)
    expect(help).toMatchObject({ keys: [['1', '2', '3']], keysDo: 'hold left, right and jump' })
    const steered = await openCourt(echoStick)
    expect(steered.help.keys[0]).toHaveLength(2 * echoStick.action.labels.length)
    expect(steered.help.keysDo).toMatch(/^steer /)
  })

  test('is played by keys for its choices, of which the one pressed last counts', async () => {
    const task: Task = { ...echoTask, action: discrete(['stay', 'up', 'down']) }
    const controls = (await openCourt(task)).openControls()
    const keys = ['Digit2', 'Digit3', 'Digit7', 'KeyW']
    expect(keys.map((code) => controls.key(code, true))).toEqual([1, 2, null, null])
    expect(['Digit3', 'Digit2'].map((code) => controls.key(code, false))).toEqual([1, 0])
    controls.key('Digit2', true)
    controls.release()
    expect(controls.action(timeline, { axes: [], buttons: [false, false, true] }, 16)).toBe(2)
    expect(controls.action(timeline, null, 16)).toBe(0)
  })

  test('is played by keys for its buttons, as many together as are held', async () => {
    const controls = (await openCourt(echoButtons)).openControls()
    expect([controls.key('Digit1', true), controls.key('Digit3', true), controls.key('Digit1', false)]).toEqual([
      1, 5, 4,
    ])
    expect(controls.action(timeline, { axes: [], buttons: [false, true] }, 16)).toBe(6)
  })

  test('is steered by a pointer, a stick or keys where its actions are continuous', async () => {
    const controls = (await openCourt(echoStick)).openControls()
    const codec = actionCodec(echoStick.action)
    const numbers = (code: number): number[] => {
      const out = new Float64Array(2)
      codec.decode(code, out, 0)
      return [...out].map((value) => Math.round(value * 100) / 100)
    }
    const pointed = { id: 1, on: 'court', x: 1, y: 0.25 } as const
    controls.pointer({ ...pointed, phase: 'down' }, timeline)
    expect(numbers(controls.action(timeline, null, 16))).toEqual([1, 0.5])
    expect(numbers(controls.key('Digit1', true)!)).toEqual([-1, 0.5])
    controls.key('Digit1', false)
    controls.pointer({ ...pointed, phase: 'up' }, timeline)
    expect(numbers(controls.action(timeline, { axes: [0.1, -1, 0, 0], buttons: [] }, 16))).toEqual([0, 1])
    expect(controls.action(timeline, null, 16)).toBe(0)
  })
})
