import { describe, expect, test } from 'vitest'
import { GhostView, SETTLED_MILLIS } from '../../app/_stage/pong/ghost-view.ts'
import type { Foretold } from '../../game/learn/sparring/foretelling.ts'

const FRAME = 1000 / 60
const made: Foretold = {
  seat: 0,
  field: 7,
  value: 20,
  tolerance: 9,
  ticks: 40,
  sure: 0.8,
  rests: 12,
  stranger: 22,
  outcome: null,
  madeAt: 100,
  dueAt: 140,
}
const settled = (asForetold: boolean): Foretold => ({
  ...made,
  outcome: { asForetold, asAnybody: true, met: true, value: asForetold ? 21 : 40 },
})

/** The phases that are drawn from one tick to another, one frame a tick. */
function phases(view: GhostView, foretold: Foretold | null, from: number, to: number): (string | null)[] {
  const drawn: (string | null)[] = []
  for (let time = from; time <= to; time++) {
    const phase = view.update(foretold, time, FRAME)?.phase ?? null
    if (phase !== drawn.at(-1) || drawn.length === 0) drawn.push(phase)
  }
  return drawn
}

describe('the ghost of a paddle', () => {
  test.each([
    { asForetold: true, phase: 'as-foretold' as const },
    { asForetold: false, phase: 'surprised' as const },
  ])('waits from when the ball is drawn to come, and then is $phase for a while', ({ asForetold, phase }) => {
    const view = new GhostView()
    expect(phases(view, null, 90, 97)).toEqual([null])
    expect(phases(view, made, 97, 130)).toEqual([null, 'expected'])
    expect(view.ghost).toMatchObject({ seat: 0, y: 20, sure: 0.8, age: expect.closeTo(30 * FRAME) })
    // What became of it is known a little before it is drawn.
    expect(phases(view, settled(asForetold), 131, 139)).toEqual(['expected'])
    const lasts = Math.floor(SETTLED_MILLIS[phase] / FRAME) - 1
    expect(phases(view, settled(asForetold), 140, 140 + lasts)).toEqual([phase])
    expect(phases(view, settled(asForetold), 141 + lasts, 143 + lasts).at(-1)).toBeNull()
    expect(phases(view, settled(asForetold), 144 + lasts, 400)).toEqual([null])
  })

  test('goes where what became of it is never told', () => {
    const view = new GhostView()
    expect(phases(view, made, 110, 400)).toEqual(['expected', null])
  })

  test('of what was over before anybody saw it, shows nothing', () => {
    expect(phases(new GhostView(), settled(true), 141, 400)).toEqual([null])
    expect(phases(new GhostView(), made, 300, 400)).toEqual([null])
  })

  test('gives way to the next one, and goes at once where it is not wanted', () => {
    const view = new GhostView()
    phases(view, made, 110, 139)
    phases(view, settled(false), 140, 160)
    const next = { ...made, madeAt: 165, dueAt: 200, value: -30 }
    expect(phases(view, next, 166, 180)).toEqual(['expected'])
    expect(view.ghost).toMatchObject({ y: -30, age: expect.closeTo(14 * FRAME) })
    expect(view.update(null, 181, FRAME)).toBeNull()
  })
})
