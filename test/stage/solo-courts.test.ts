import { describe, expect, test } from 'vitest'
import type { Controls, Gamepad, Pointer } from '../../app/_stage/controls.ts'
import type { Timeline } from '../../app/_net/timeline.ts'
import { LogFeed } from '../../app/_net/log-feed.ts'
import { openCourt } from '../../app/_stage/courts.ts'
import { shareOf } from '../../app/_stage/cartpole/cartpole-geometry.ts'
import { CartpoleView, type CartpoleScene } from '../../app/_stage/cartpole/cartpole-view.ts'
import { Pulses } from '../../app/_stage/cartpole/pulses.ts'
import { heightAt, MountaincarView, type MountaincarScene } from '../../app/_stage/mountaincar/mountaincar-view.ts'
import type { PendulumScene } from '../../app/_stage/pendulum/pendulum-view.ts'
import { actionCodec } from '../../game/core/action-codec.ts'
import * as C from '../../game/tasks/cartpole/layout.ts'
import { cartpole } from '../../game/tasks/cartpole/cartpole.ts'
import * as M from '../../game/tasks/mountaincar/layout.ts'
import { mountaincar } from '../../game/tasks/mountaincar/mountaincar.ts'
import * as P from '../../game/tasks/pendulum/layout.ts'
import { pendulum } from '../../game/tasks/pendulum/pendulum.ts'
import { recordMatch } from '../support/record-match.ts'
import { FRAME_MILLIS, SoloMatch } from '../support/solo-match.ts'

const NETWORK = { roundTrip: 100, jitter: 100 }
const thumb = (phase: Pointer['phase'], x: number, id = 1): Pointer => ({ id, phase, on: 'pad', x, y: 0.5 })
const finger = (phase: Pointer['phase'], x: number): Pointer => ({ id: 9, phase, on: 'court', x, y: 0.5 })
const stick = (x: number): Gamepad => ({ axes: [x, 0, 0, 0], buttons: [] })
const at = (lead: number, row: readonly number[]): Timeline => ({
  seat: 0,
  confirmedTick: Math.floor(lead),
  presumedTick: Math.floor(lead),
  knownTick: Math.floor(lead) + 2,
  seen: lead,
  lead,
  row: () => Float64Array.from(row),
})

/** Moves the cart under the pole with a mouse, by what is drawn: as a stick is kept up on a hand. */
function keepsUp(): (controls: Controls, drawn: CartpoleScene) => void {
  let last: { x: number; angle: number } | null = null
  // The cart's time goes half as fast as the clock.
  const perSecond = 2000 / FRAME_MILLIS
  return (controls, { x, angle }) => {
    const [speed, turn] = last ? [(x - last.x) * perSecond, (angle - last.angle) * perSecond] : [0, 0]
    last = { x, angle }
    controls.pointer(finger('hover', shareOf(1.2 * x + 0.3 * speed + 2.5 * angle + 0.4 * turn)), null)
  }
}

describe('Cartpole', () => {
  const resting = [0, 0, 0, 0, 0]

  test.each([0, 0.3, -0.75, 0.98])('pushes of %f are made of full ones, one a tick', (wish) => {
    const pulses = new Pulses()
    let sum = 0
    let furthest = 0
    for (let tick = 0; tick < 400; tick++) {
      const way = pulses.push(tick, wish)
      // A frame more in the same tick asks for the same.
      expect(pulses.push(tick, wish)).toBe(way)
      sum += way
      furthest = Math.max(furthest, Math.abs(sum - wish * (tick + 1)))
    }
    expect(furthest).toBeLessThanOrEqual(1.001)
  })

  test('nothing pressed is a push to each side in turn, and a key or a thumb is one to its side at once', async () => {
    const controls = (await openCourt(cartpole)).openControls()
    const ask = (tick: number, gamepad: Gamepad | null = null) =>
      controls.action(at(tick + 0.5, resting), gamepad, FRAME_MILLIS)
    const codes = [1, 2, 3, 4].map((tick) => ask(tick))
    expect(codes).toEqual([codes[0], 1 - codes[0]!, codes[0], 1 - codes[0]!])
    expect([controls.key('KeyD', true), ask(5), ask(6)]).toEqual([1, 1, 1])
    expect([controls.key('ArrowLeft', true), ask(6), ask(7)]).toEqual([0, 0, 0])
    controls.key('ArrowLeft', false)
    expect([ask(8), controls.key('KeyQ', true)]).toEqual([1, null])
    controls.key('KeyD', false)
    expect(ask(9) + ask(10)).toBe(1)
    controls.pointer(thumb('down', 0.2), null)
    expect([ask(11), ask(12)]).toEqual([0, 0])
    // A second thumb counts, and the first one again when it is gone; a thumb may slide to the other half.
    controls.pointer(thumb('down', 0.9, 2), null)
    expect(ask(13)).toBe(1)
    controls.pointer(thumb('up', 0.9, 2), null)
    expect(ask(14)).toBe(0)
    controls.pointer(thumb('move', 0.7), null)
    expect(ask(15)).toBe(1)
    controls.release()
    expect(ask(16) + ask(17)).toBe(1)
    expect([ask(18, stick(-1)), ask(19, stick(-1)), ask(20, stick(1))]).toEqual([0, 0, 1])
  })

  test('the cart comes to where a finger or a mouse points', async () => {
    const controls = (await openCourt(cartpole)).openControls()
    const share = (row: readonly number[], from: number): number => {
      let right = 0
      for (let tick = from; tick < from + 100; tick++) right += controls.action(at(tick, row), null, FRAME_MILLIS)
      return right / 100
    }
    controls.pointer(finger('hover', shareOf(1)), null)
    expect(share([0, 0, 0, 0, 0], 0)).toBe(1)
    expect(share([1, 0, 0, 0, 0], 100)).toBeCloseTo(0.5, 1)
    expect(share([1, 0.3, 0, 0, 0], 200)).toBeLessThan(0.4)
    controls.pointer(finger('down', shareOf(-1)), null)
    expect(share([0, 0, 0, 0, 0], 300)).toBe(0)
  })

  test('who moves the cart under the pole with a mouse keeps it up to the end, at 150 ± 50 ms', async () => {
    const match = await SoloMatch.open<CartpoleScene>(cartpole, NETWORK, 4)
    const person = keepsUp()
    while (!match.over) await match.frame(person)
    expect(match.sim.client.snapshot.result!.scores[0]).toBe(C.LONGEST)
    expect(match.sim.client.snapshot.repairs).toBe(0)
    // Each hundred steps is heard, and the end.
    expect(match.heard.length).toBeGreaterThanOrEqual(5)
  })

  test('nothing jumps at 150 ± 50 ms: cart and pole move at most half as fast again as they go', async () => {
    const match = await SoloMatch.open<CartpoleScene>(cartpole, NETWORK, 9)
    let before: { x: number; angle: number } | null = null
    const ticks = (FRAME_MILLIS * cartpole.ticksPerSecond) / 1000
    // What one push changes of a speed, the slowest that is measured against.
    const pushes = { x: 0.39, angle: 0.6 }
    let most = 0
    const person = keepsUp()
    while (!match.over) {
      await match.frame(person)
      const { x, angle } = match.drawn
      const row = match.timeline?.row(Math.floor(match.timeline.lead))
      if (!row || row[C.TICK]! < 25) continue
      if (before) {
        const speed = [Math.abs(row[C.X_SPEED]!) + pushes.x, Math.abs(row[C.ANGLE_SPEED]!) + pushes.angle] as const
        const perTick = C.SECONDS * ticks
        most = Math.max(
          most,
          Math.abs(x - before.x) / (speed[0] * perTick),
          Math.abs(angle - before.angle) / (speed[1] * perTick),
        )
      }
      before = { x, angle }
    }
    expect(most).toBeLessThanOrEqual(1.5)
  })

  test('two pushes in turn do not make it tremble', () => {
    const { log } = recordMatch(cartpole, 3, (_, __, tick) => tick % 2, { ticks: 12 })
    const feed = new LogFeed(cartpole, log, { mode: 'ranked', rated: false, public: true })
    const view = new CartpoleView()
    const moves: number[] = []
    let last: number | null = null
    for (let frame = 0; frame < 24; frame++) {
      const { x } = view.update(feed.frame(frame * 20), 20)
      if (last !== null && view.time > 1 && view.time < 11) moves.push(x - last)
      last = x
    }
    const turns = moves.filter((move, i) => i > 0 && move * moves[i - 1]! < 0)
    expect(turns.length).toBeLessThanOrEqual(1)
  })

  test('it is told once that the pole fell', () => {
    const { log } = recordMatch(cartpole, 3, () => 1)
    const feed = new LogFeed(cartpole, log, { mode: 'ranked', rated: false, public: true })
    const view = new CartpoleView()
    const kinds: string[] = []
    for (let now = 0; now < 2000; now += FRAME_MILLIS)
      for (const { kind } of view.update(feed.frame(now), FRAME_MILLIS).effects) kinds.push(kind)
    expect(kinds).toEqual(['fell'])
    expect(view.scene).toMatchObject({ over: true, danger: 1 })
  })
})

describe('Pendulum', () => {
  const { decode } = actionCodec(pendulum.action)
  const torque = (code: number): number => {
    const out = new Float64Array(1)
    decode(code, out, 0)
    return Math.round(out[0]! * 100) / 100
  }

  test('keys turn with all there is, a thumb by how far it slid, a pointer by how far it is from the middle', async () => {
    const controls = (await openCourt(pendulum)).openControls()
    const now = (gamepad: Gamepad | null = null) => torque(controls.action(at(3, [0, 0, 0, 0]), gamepad, FRAME_MILLIS))
    expect(now()).toBe(0)
    expect([torque(controls.key('ArrowRight', true)!), now(), torque(controls.key('KeyA', true)!)]).toEqual([1, 1, -1])
    controls.release()
    controls.pointer(thumb('down', 0.8), null)
    expect(now()).toBe(0)
    controls.pointer(thumb('move', 0.69), null)
    expect(now()).toBeCloseTo(-0.5, 1)
    controls.pointer(thumb('move', 0.1), null)
    expect(now()).toBe(-1)
    controls.pointer(thumb('up', 0.1), null)
    expect([now(), now(stick(0.6))]).toEqual([0, 0.5])
    for (const x of [0.3, 0.65]) controls.pointer(finger('hover', x), null)
    expect(now()).toBeCloseTo(0.5, 1)
    controls.pointer(finger('hover', 0.51), null)
    expect(now()).toBe(0)
  })

  test('a key turns the drawn rod in the very next frame, at 150 ± 50 ms, and nothing jumps', async () => {
    const [still, pressed] = await Promise.all(
      [1, 2].map(async (turn) => {
        const match = await SoloMatch.open<PendulumScene>(pendulum, NETWORK, 6)
        while (!match.timeline || match.timeline.lead < 40) await match.frame()
        if (turn === 2) match.press('KeyD', true)
        await match.frame()
        return match
      }),
    )
    expect(pressed!.drawn.angle).toBeGreaterThan(still!.drawn.angle)
    expect(pressed!.drawn.torque).toBeGreaterThan(0.2)
    let before = pressed!.drawn.angle
    let most = 0
    for (let frame = 0; frame < 300; frame++) {
      if (frame % 23 === 0) pressed!.press('KeyD', frame % 2 === 0)
      await pressed!.frame()
      const row = pressed!.timeline!.row(Math.floor(pressed!.timeline!.lead))!
      const { angle } = pressed!.drawn
      // The least that is measured against is what gravity and motor make of the speed in a tick.
      const speed = Math.abs(row[P.SPEED]!) + (P.FALL + 2 * P.TURN) * P.SECONDS
      most = Math.max(most, Math.abs(angle - before) / (speed * (FRAME_MILLIS / 1000)))
      before = angle
    }
    expect(most).toBeLessThanOrEqual(1.5)
  })

  test('through the bottom and by the top it is heard', async () => {
    const match = await SoloMatch.open<PendulumScene>(pendulum, NETWORK, 2)
    const kinds = new Set<string>()
    let torqueNow = 0
    while (!match.over) {
      await match.frame((controls, _, timeline) => {
        const row = timeline.row(Math.floor(timeline.lead))
        // Turns with the rod, as one learns to.
        const wish = (row?.[P.SPEED] ?? 0) < 0 ? -1 : 1
        if (wish === torqueNow) return
        torqueNow = wish
        controls.key('ArrowLeft', wish < 0)
        controls.key('ArrowRight', wish > 0)
      })
      for (const { kind } of match.drawn.effects) kinds.add(kind)
    }
    expect([...kinds].toSorted()).toEqual(['bottom', 'top'])
    expect(match.heard.length).toBeGreaterThan(5)
  })
})

describe('Mountain Car', () => {
  test('it drives by keys, thumbs, the halves of the court and a gamepad, and rests by none', async () => {
    const controls = (await openCourt(mountaincar)).openControls()
    const now = (gamepad: Gamepad | null = null) => controls.action(at(3, [0, 0, 0]), gamepad, FRAME_MILLIS)
    expect(now()).toBe(1)
    expect([controls.key('KeyA', true), controls.key('ArrowRight', true), controls.key('KeyW', true)]).toEqual([
      0,
      2,
      null,
    ])
    controls.release()
    controls.pointer(thumb('down', 0.1), null)
    expect(now()).toBe(0)
    controls.pointer(thumb('up', 0.1), null)
    controls.pointer(finger('down', 0.9), null)
    expect(now()).toBe(2)
    controls.pointer(finger('up', 0.9), null)
    expect([now(), now(stick(-0.8))]).toEqual([1, 0])
    for (const x of [0.4, 0.2]) controls.pointer(finger('hover', x), null)
    expect(now()).toBe(0)
    controls.pointer(finger('hover', 0.52), null)
    expect(now()).toBe(1)
  })

  test('who drives to where the car rolls comes out, sees the motor in the next frame, and nothing jumps at 150 ± 50 ms', async () => {
    const match = await SoloMatch.open<MountaincarScene>(mountaincar, NETWORK, 5)
    const effects: MountaincarScene['effects'] = []
    let before: number | null = null
    let most = 0
    let held = ''
    while (!match.over) {
      await match.frame((controls, _, timeline) => {
        const velocity = timeline.row(Math.floor(timeline.lead))?.[M.VELOCITY] ?? 0
        const key = velocity < 0 ? 'ArrowLeft' : 'ArrowRight'
        if (key !== held) controls.key(held, false)
        controls.key((held = key), true)
      })
      const { position } = match.drawn
      effects.push(...match.drawn.effects)
      const { timeline } = match
      if (!timeline || timeline.lead < 30) continue
      // Of the ticks around what is drawn: at the wall it stops at once.
      const speeds = [-1, 0, 1].map((tick) => Math.abs(timeline.row(Math.floor(timeline.lead) + tick)![M.VELOCITY]!))
      const speed = Math.max(...speeds) + M.FORCE + M.GRAVITY
      if (before !== null) most = Math.max(most, Math.abs(position - before) / (speed * (FRAME_MILLIS / 1000) * 30))
      before = position
    }
    expect(match.sim.client.snapshot.result!.reason).toBe('finished')
    expect(most).toBeLessThanOrEqual(1.5)
    expect(effects.filter(({ kind }) => kind === 'turned').length).toBeGreaterThan(1)
    expect(effects.filter(({ kind }) => kind === 'out')).toHaveLength(1)
  })

  test('the line is where the car turns round, if its motor rests', () => {
    const { log } = recordMatch(mountaincar, 8, (_, __, tick) => (tick < 40 ? 2 : 1))
    const feed = new LogFeed(mountaincar, log, { mode: 'ranked', rated: false, public: true })
    const view = new MountaincarView()
    feed.seek(60, 0)
    const { reach } = view.update(feed.frame(0), 0)
    let highest = -1
    for (let tick = 60; tick < 140; tick++) {
      feed.seek(tick, 0)
      highest = Math.max(highest, heightAt(view.update(feed.frame(0), 0).position))
    }
    expect(highest).toBeCloseTo(reach, 1)
  })
})
