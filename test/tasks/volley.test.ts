import { describe, expect, test } from 'vitest'
import { actionCodec } from '../../game/core/action-codec.ts'
import { SeededChance, type Chance } from '../../game/core/chance.ts'
import { newStepOut, type Row, type Task } from '../../game/core/task.ts'
import * as V from '../../game/tasks/volley/layout.ts'
import { mirror } from '../../game/tasks/volley/mirror.ts'
import { volleyV0 } from '../../game/tasks/volley/v0/volley.ts'
import { volley } from '../../game/tasks/volley/volley.ts'
import { builtInActions, recordMatch, restlessActions } from '../support/record-match.ts'
import { GOLDEN_HASHES } from './volley.golden.ts'
import { BUILT_IN_TRACE, BUTTONS_TRACE } from './volley.traces.ts'

const FORWARD = 1
const BACKWARD = 2
const JUMP = 4
const codec = actionCodec(volley.action)
const GAP = 0.1 / 30

/** Chance that gives these numbers from 0 to 1, one after the other. */
const numbers = (...drawn: number[]): Chance => ({
  word() {
    const next = drawn.shift()
    if (next === undefined) throw new Error('Chance was asked')
    return next * 2 ** 32
  },
})

/** The generator of the traces. */
const congruential = (x: number): Chance => ({ word: () => (x = (Math.imul(x, 1664525) + 1013904223) >>> 0) })

/** A state in play, slimes on their marks, the ball where it is said. */
function inPlay(task: Task, ball: readonly number[], changes: Partial<Record<string, number>> = {}): Row {
  const state = new Float64Array(task.layout.length)
  task.reset(state, { target: 5 }, numbers(0.5, 0.5), 2)
  state[V.SERVE_IN] = 0
  state.set(ball, V.BALL)
  for (const [i, name] of task.layout.entries()) state[i] = changes[name] ?? state[i]!
  return state
}

function run(task: Task, state: Row, ticks: number, left = 0, right = 0, chance = numbers()): { rewards: number[] } {
  const out = newStepOut(2)
  const actions = new Float64Array(6)
  codec.decode(left, actions, 0)
  codec.decode(right, actions, 3)
  const rewards = [0, 0]
  for (let i = 0; i < ticks; i++) {
    task.step(state, actions, chance, out)
    for (const seat of [0, 1]) rewards[seat]! += out.rewards[seat]!
  }
  return { rewards }
}

const body = (state: Row, at: number): number[] => Array.from(state.subarray(at, at + V.BODY_SIZE))

function expectNear(found: readonly number[], wanted: readonly number[]): void {
  expect(found.length).toBe(wanted.length)
  for (const [i, value] of wanted.entries()) expect(found[i]).toBeCloseTo(value, 12)
}

describe('version 0 agrees with the public program to 1e-9', () => {
  const buttons = congruential(BUTTONS_TRACE.seed + 1)
  const builtIns = [0, 1].map(() => volleyV0.builtIns[0]!.create())
  const held = [0, 0]
  test.each([
    {
      name: 'built-ins for 9,000 steps',
      trace: BUILT_IN_TRACE,
      act: (s: Row, seat: number) => builtIns[seat]!.decide(s, seat),
    },
    {
      name: 'buttons at random for 20,000 steps',
      trace: BUTTONS_TRACE,
      act: (_: Row, seat: number) => {
        const word = buttons.word()
        if ((word >>> 16) % 8 === 0) held[seat] = (word >>> 20) & 7
        return held[seat]!
      },
    },
  ])('$name', ({ trace, act }) => {
    const chance = congruential(trace.seed)
    const state = new Float64Array(volleyV0.layout.length)
    const out = newStepOut(2)
    const actions = new Float64Array(6)
    const points = [0, 0]
    const found: number[] = []
    const wanted: number[] = []
    volleyV0.reset(state, {}, chance, 2)
    for (let step = 1; step <= trace.samples.at(-1)!.step; step++) {
      for (const seat of [0, 1]) codec.decode(act(state, seat), actions, 3 * seat)
      volleyV0.step(state, actions, chance, out)
      for (const seat of [0, 1]) if (out.rewards[seat] === 1) points[seat]!++
      const sample = trace.samples.find((candidate) => candidate.step === step)
      if (sample) {
        found.push(...points, ...state.slice(V.BODIES, V.BODIES + V.BODIES_SIZE))
        wanted.push(...sample.points, ...sample.bodies)
      }
      if (out.terminated || out.truncated) volleyV0.reset(state, {}, chance, 2)
    }
    expect(Math.max(...found.map((value, i) => Math.abs(value - wanted[i]!)))).toBeLessThan(1e-9)
  })
})

test('whoever presses at random scores against the published built-in what is published: −4.866 ± 0.372 (1,000 matches)', () => {
  const MATCHES = 100
  const chance = new SeededChance(11)
  const random = new SeededChance(12)
  const builtIn = volleyV0.builtIns[0]!.create()
  const state = new Float64Array(volleyV0.layout.length)
  const out = newStepOut(2)
  const actions = new Float64Array(6)
  let score = 0
  for (let match = 0; match < MATCHES; match++) {
    volleyV0.reset(state, {}, chance, 2)
    do {
      codec.decode(builtIn.decide(state, 0), actions, 0)
      codec.decode(random.below(8), actions, 3)
      volleyV0.step(state, actions, chance, out)
      score += out.rewards[1]!
    } while (!out.terminated && !out.truncated)
  }
  // Four standard errors of this mean by the published deviation.
  expect(Math.abs(score / MATCHES - -4.866)).toBeLessThan((4 * 0.372) / Math.sqrt(MATCHES))
})

describe.each([volleyV0, volley].map((task) => ({ version: task.version, task })))(
  'in version $version',
  ({ task }) => {
    test('a serve leaves the middle after a second, by two numbers of chance', () => {
      const state = new Float64Array(task.layout.length)
      task.reset(state, { target: 5 }, numbers(0.75, 0.5), 2)
      run(task, state, 30)
      expect(body(state, V.BALL)).toEqual([0, 12, 10, 17.5])
      run(task, state, 1)
      expectNear(body(state, V.BALL), [10 / 30, 12 + 16.52 / 30, 10, 16.52])
    })

    test('the ball is slowed to 22.5 in its direction', () => {
      const state = inPlay(task, [0, 12, 18, 24.98])
      run(task, state, 1)
      // 18, 24 and 30 are sides of a right triangle.
      expectNear(body(state, V.BALL), [13.5 / 30, 12 + 18 / 30, 13.5, 18])
    })

    test('a slime jumps from the ground only, and falls as it rose', () => {
      const state = inPlay(task, [0, 40, 0, 0])
      run(task, state, 1, JUMP)
      expectNear(body(state, V.LEFT), [-12, 1.95, 0, 13.5])
      run(task, state, 1, JUMP)
      expectNear(body(state, V.LEFT), [-12, 1.95 + 12.52 / 30, 0, 12.52])
      run(task, state, 28)
      expect(body(state, V.LEFT)).toEqual([-12, 1.5, 0, 0])
    })

    test('forward is towards the fence, both ways at once is neither, and each slime keeps to its half', () => {
      const state = inPlay(task, [0, 40, 0, 0])
      run(task, state, 1, FORWARD, BACKWARD)
      expectNear(body(state, V.LEFT), [-12 + 17.5 / 30, 1.5, 17.5, 0])
      expectNear(body(state, V.RIGHT), [12 + 17.5 / 30, 1.5, 17.5, 0])
      run(task, state, 1, FORWARD | BACKWARD, 0)
      expect([state[V.LEFT + V.VX], state[V.RIGHT + V.VX]]).toEqual([0, 0])
      run(task, state, 20, FORWARD, BACKWARD)
      expect([...body(state, V.LEFT), ...body(state, V.RIGHT)]).toEqual([-2, 1.5, 0, 0, 22.5, 1.5, 0, 0])
    })

    test('the ball bounces off a slime that stands, and faster off one that jumps', () => {
      const state = inPlay(task, [12, 3.6, 0, -10])
      run(task, state, 1)
      // It falls to 3.234, 1.734 from the slime, and is clear of it after three steps of 0.1.
      expectNear(body(state, V.BALL), [12, 3.6 - 10.98 / 30 + 0.3, 0, 10.98])
      const hit = inPlay(task, [12, 3.9, 0, -10])
      run(task, hit, 1, 0, JUMP)
      // 1.584 from the slime, which is at 1.95 and rises by 13.5: five steps.
      expectNear(body(hit, V.BALL), [12, 3.9 - 10.98 / 30 + 0.5, 0, 10.98 + 2 * 13.5])
    })

    test('walls and ceiling turn the ball', () => {
      const wall = inPlay(task, [23.4, 20, 10, 0.98])
      run(task, wall, 1)
      expectNear(body(wall, V.BALL), [23.5 - GAP, 20, -10, 0])
      const ceiling = inPlay(task, [-5, 47.4, 1, 10.98])
      run(task, ceiling, 1)
      expectNear(body(ceiling, V.BALL), [-5 + 1 / 30, 47.5 - GAP, 1, -10])
    })

    test('the side of the fence turns the ball, and its top throws it up', () => {
      const side = inPlay(task, [-1.1, 2.6, 10, 0.98])
      run(task, side, 1)
      expectNear(body(side, V.BALL), [-1 - GAP, 2.6, -10, 0])
      const top = inPlay(task, [0, 4.8, 0, -9.02])
      run(task, top, 1)
      expectNear(body(top, V.BALL), [0, 4.8 - 10 / 30 + 0.1, 0, 10])
    })

    test('the ground gives the other side a point, and a new serve begins', () => {
      const state = inPlay(task, [-5, 2.1, 1, -9])
      expect(task.asksChance(state)).toBe(true)
      const { rewards } = run(task, state, 1, 0, 0, numbers(0.25, 0))
      expect(rewards).toEqual([-1, 1])
      expect([0, 1].map((seat) => task.score(state, seat))).toEqual([0, 1])
      expect(body(state, V.BALL)).toEqual([0, 12, -10, 10])
      expect([state[V.SERVE_IN], task.atServe(state)]).toEqual([30, true])
    })

    test('a match ends with five points, or after a hundred seconds', () => {
      const out = newStepOut(2)
      task.step(inPlay(task, [5, 2.1, 0, -9], { leftScore: 4 }), new Float64Array(6), numbers(0, 0), out)
      expect(out).toMatchObject({ terminated: true, truncated: false })
      task.step(inPlay(task, [5, 20, 0, 0], { tick: 2999 }), new Float64Array(6), numbers(), out)
      expect(out).toMatchObject({ terminated: false, truncated: true })
    })

    test('behaves as it always did: its golden hashes', () => {
      const hashes = Object.keys(GOLDEN_HASHES[task.version]!).map((seed) => {
        const { log } = recordMatch(task, Number(seed), restlessActions(task, Number(seed) + 1))
        return [seed, log.footer.finalHash]
      })
      expect(Object.fromEntries(hashes)).toEqual(GOLDEN_HASHES[task.version])
    })
  },
)

test('on a tick with a point seats of version 0 see the tick before, of version 1 the new serve', () => {
  const ballHeight = (task: Task): number => {
    const state = inPlay(task, [-5, 2.61, 1, -9])
    run(task, state, 1)
    const before = state[V.BALL + V.Y]!
    run(task, state, 1, 0, 0, numbers(0.5, 0.5))
    const seen = new Float32Array(12)
    task.observations['state']!.observe(state, 1, seen, 0)
    expect(before).toBeLessThan(3)
    return seen[5]! * 10 - before
  }
  expect(ballHeight(volleyV0)).toBeCloseTo(0, 5)
  expect(ballHeight(volley)).toBeGreaterThan(9)
})

test('a ball that comes to the fence from above passes through it in version 0 and not in version 1', () => {
  const cameFromAbove = [0.99, 3.7, -6, -19]
  const passed = inPlay(volleyV0, cameFromAbove)
  run(volleyV0, passed, 1)
  expect(Math.abs(passed[V.BALL]!)).toBeLessThan(1)
  const kept = inPlay(volley, cameFromAbove)
  run(volley, kept, 1)
  expectNear(body(kept, V.BALL).slice(0, 1), [1 + GAP])
  expect(kept[V.BALL + V.VX]).toBeGreaterThan(0)
})

/** A fast ball beside or above the fence, between two slimes that stand at it or come down on it. */
function pressed(task: Task, random: SeededChance): Row {
  const between = (low: number, high: number): number => low + (high - low) * random.uniform()
  const x = between(-2, 2)
  const y = between(Math.abs(x) < 1 ? 4.5 : 2.1, 6)
  const state = inPlay(task, [x, y, between(-40, 40), between(-40, 40)])
  state.set([between(-2.2, -2), between(1.5, 4.8), 0, between(-10, 10)], V.LEFT)
  state.set([between(2, 2.2), between(1.5, 4.8), 0, between(-10, 10)], V.RIGHT)
  return state
}

test('nothing is ever within the fence of version 1, however the slimes press', () => {
  const random = new SeededChance(21)
  const inside: number[][] = []
  for (let i = 0; i < 3000; i++) {
    const state = pressed(volley, random)
    run(volley, state, 3, random.below(8), random.below(8), random)
    const ball = body(state, V.BALL)
    if (Math.abs(ball[V.X]!) < 1 && ball[V.Y]! <= 3.5) inside.push(ball)
  }
  expect(inside).toEqual([])
})

test('the sides of version 1 are mirrors where the ball touches both slimes in a tick; in version 0 the left one is first', () => {
  const unlike = (task: Task): number => {
    const random = new SeededChance(22)
    // A serve straight up, should there be a point.
    const upwards: Chance = { word: () => 2 ** 31 }
    let count = 0
    for (let i = 0; i < 3000; i++) {
      const state = pressed(task, random)
      const [exchanged, wanted] = [state.slice(), state.slice()]
      const [left, right] = [random.below(8), random.below(8)]
      mirror(state, exchanged)
      run(task, state, 1, left, right, upwards)
      run(task, exchanged, 1, right, left, upwards)
      mirror(state, wanted)
      if (V.VOLLEY_LAYOUT.some((_, at) => exchanged[at] !== wanted[at])) count++
    }
    return count
  }
  expect(unlike(volley)).toBe(0)
  expect(unlike(volleyV0)).toBeGreaterThan(0)
})

test('what a person is seen to go by tells nothing of the run that they hold', () => {
  const { personView } = volley.study!
  const views = [-17.5, 0, 17.5].map((rightVx) => {
    const view = new Float32Array(personView.space.names.length)
    personView.observe(inPlay(volley, [3, 10, 5, -2], { rightVx }), 1, view, 0)
    return view
  })
  expect(views[1]).toEqual(views[0])
  expect(views[2]).toEqual(views[0])
})

test('a stronger built-in beats a weaker one', () => {
  for (const [i, weak] of volley.builtIns.slice(0, -1).entries()) {
    const strong = volley.builtIns[i + 1]!
    const players = [weak, strong].map(({ strength }) => builtInActions(volley, strength))
    let won = 0
    for (const seed of [1, 2, 3]) {
      const { log } = recordMatch(volley, seed, (state, seat) => players[seat]!(state, seat))
      won += log.footer.scores[1]! - log.footer.scores[0]!
    }
    expect(won).toBeGreaterThan(0)
  }
})
