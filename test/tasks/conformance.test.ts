import { deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { actionCodec } from '../../game/core/action-codec.ts'
import { SeededChance } from '../../game/core/chance.ts'
import { checkLog } from '../../game/core/check-log.ts'
import { decodeLog, encodeLog, readEvents } from '../../game/core/match-log.ts'
import { Playback } from '../../game/core/playback.ts'
import { newStepOut } from '../../game/core/task.ts'
import { tasks } from '../../game/tasks/index.ts'
import { foreignTasks } from '../support/tasks/index.ts'
import { walk } from '../support/tasks/walk/walk.ts'
import { builtInActions, recordMatch, restlessActions } from '../support/record-match.ts'

/** Seeds that once failed. */
const PAST_FAILURES: [number][] = []
const TICKS = 1500

/** What a call throws; null where it returns. */
function attempt(call: () => unknown): unknown {
  try {
    call()
    return null
  } catch (error) {
    return error
  }
}

describe.each([...tasks, ...foreignTasks.tasks, walk].map((task) => ({ id: task.id, task })))('$id', ({ task }) => {
  test('replays exactly from its header and inputs', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { log } = recordMatch(task, seed, restlessActions(task, seed + 1), { ticks: TICKS })
        const read = decodeLog(encodeLog(log))
        expect(read).toEqual(log)
        const playback = new Playback(task, read.header)
        playback.apply(readEvents(read.body, playback.codec.bytes), read.footer.ticks)
        expect(playback.differences).toBe(0)
        const again = recordMatch(task, seed, restlessActions(task, seed + 1), { ticks: TICKS })
        expect(again.log).toEqual(log)
      }),
      { numRuns: 25, examples: PAST_FAILURES },
    )
  })

  test('keeps every number finite and never negative zero, and its observations in their declared ranges', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { states } = recordMatch(task, seed, restlessActions(task, seed + 1), { ticks: TICKS, keepStates: true })
        for (const observation of Object.values(task.observations)) {
          const { low, high, names } = observation.space
          const seen = new Float32Array(names.length)
          for (const state of states) {
            expect(state.findIndex((value) => !Number.isFinite(value) || Object.is(value, -0))).toBe(-1)
            for (let seat = 0; seat < task.seats.max; seat++) {
              observation.observe(state, seat, seen, 0)
              const wrong = seen.findIndex(
                (value, i) => !(value >= low[i]! && value <= high[i]!) || Object.is(value, -0),
              )
              expect(names[wrong]).toBeUndefined()
            }
          }
        }
      }),
      { numRuns: 25, examples: PAST_FAILURES },
    )
  })

  test('goes on alike from a copied and restored state', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: TICKS - 1 }), (seed, at) => {
        const { log, states } = recordMatch(task, seed, restlessActions(task, seed + 1), {
          ticks: TICKS,
          keepStates: true,
        })
        const playback = new Playback(task, log.header)
        const events = readEvents(log.body, playback.codec.bytes)
        const middle = Math.min(at, log.footer.ticks)
        playback.apply(
          events.filter((event) => event.tick <= middle),
          middle,
        )
        const copy = playback.state.slice()
        playback.state.fill(0)
        playback.state.set(copy)
        playback.apply(
          events.filter((event) => event.tick > middle),
          log.footer.ticks,
        )
        expect(playback.state).toEqual(states.at(-1))
      }),
      { numRuns: 25 },
    )
  })

  test('asks chance only where it says that it does', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { log, states } = recordMatch(task, seed, restlessActions(task, seed + 1), {
          ticks: TICKS,
          keepStates: true,
        })
        const drew = new Set(
          readEvents(log.body, 1).flatMap((event) => (event.kind === 'chance' && event.tick > 0 ? [event.tick] : [])),
        )
        const declared = states.flatMap((state, tick) => (task.asksChance(state) ? [tick + 1] : []))
        expect(declared).toEqual(expect.arrayContaining([...drew]))
      }),
      { numRuns: 25 },
    )
  })

  test('rewards and ends only in steps that settle, and those come whatever seats do before them', () => {
    const { settles } = task
    if (!settles) return
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { log, states } = recordMatch(task, seed, restlessActions(task, seed + 1), {
          ticks: TICKS,
          keepStates: true,
        })
        const scores = (state: Float64Array): string =>
          Array.from({ length: task.seats.max }, (_, seat) => task.score(state, seat)).join()
        const loud = states.flatMap((state, tick) =>
          tick > 0 && scores(state) !== scores(states[tick - 1]!) ? [tick] : [],
        )
        const ends = readEvents(log.body, 1).some((event) => event.kind === 'end' && event.reason === 'finished')
        if (ends) loud.push(log.footer.ticks)
        for (const tick of loud) expect(settles(states[tick - 1]!)).toBe(true)

        const codec = actionCodec(task.action)
        const numbers = new Float64Array(task.seats.max * codec.numbers)
        const out = newStepOut(task.seats.max)
        const chance = new SeededChance(seed)
        for (let from = 0; from < states.length - 1; from += 97) {
          const state = states[from]!.slice()
          for (let tick = from; tick < states.length - 1 && !task.asksChance(state); tick++) {
            expect(settles(state)).toBe(settles(states[tick]!))
            if (settles(state)) break
            for (let seat = 0; seat < task.seats.max; seat++)
              codec.decode(chance.below(codec.codes), numbers, seat * codec.numbers)
            task.step(state, numbers, chance, out)
          }
        }
      }),
      { numRuns: 25 },
    )
  })

  test('the model of a task that has one says what its steps do', () => {
    const { model } = task
    if (!model) return
    const { states } = recordMatch(task, 3, restlessActions(task, 4), { keepStates: true, seats: 1 })
    const rows = new Map(states.slice(0, -1).map((state) => [model.stateOf(state), state]))
    const codec = actionCodec(task.action)
    const numbers = new Float64Array(codec.numbers)
    const out = newStepOut(1)
    const chance = new SeededChance(5)
    const SAMPLES = 2_000
    expect(rows.size).toBeGreaterThan(1)
    for (const [state, row] of rows)
      for (let action = 0; action < model.actions; action++) {
        const foretold = model.transitions(state, action)
        expect(foretold.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 9)
        const seen = foretold.map(() => 0)
        codec.decode(action, numbers, 0)
        for (let i = 0; i < SAMPLES; i++) {
          const copy = row.slice()
          let reward = 0
          out.terminated = out.truncated = false
          for (let tick = 0; tick < task.decisionPeriod && !out.terminated; tick++) {
            task.step(copy, numbers, chance, out)
            reward += out.rewards[0]!
          }
          const way = foretold.findIndex(
            (one) =>
              one.reward === reward &&
              one.terminated === out.terminated &&
              (one.terminated || one.next === model.stateOf(copy)),
          )
          expect(way).toBeGreaterThanOrEqual(0)
          seen[way]!++
        }
        for (const [way, { probability }] of foretold.entries())
          expect(Math.abs(seen[way]! / SAMPLES - probability)).toBeLessThan(0.05)
      }
  })

  test('a log that was tampered with does not pass the check', () => {
    const { log } = recordMatch(task, 5, restlessActions(task, 6), { options: task.quickGame })
    expect(checkLog(task, log)).toEqual({ ok: true })
    const scores = log.footer.scores.map((score) => score + 1)
    expect(checkLog(task, { ...log, footer: { ...log.footer, scores } })).toMatchObject({ ok: false })
    expect(checkLog(task, { ...log, footer: { ...log.footer, ticks: log.footer.ticks - 1 } })).toMatchObject({
      ok: false,
    })
    expect(checkLog(task, { ...log, footer: { ...log.footer, finalHash: '0'.repeat(16) } })).toMatchObject({
      ok: false,
    })
    const file = encodeLog(log)
    fc.assert(
      fc.property(fc.nat(file.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const damaged = file.slice()
        damaged[at] = damaged[at]! ^ change
        expect(() => decodeLog(damaged)).toThrow(RangeError)
      }),
    )
  })

  test('bytes that are no log are refused with a RangeError', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(() => decodeLog(bytes)).toThrow(RangeError)
        const outcome = attempt(() => readEvents(bytes, 1))
        expect(outcome === null || outcome instanceof RangeError).toBe(true)
      }),
    )
  })
})

test('a match of a lively person against a sampled agent takes at most 0.4 bytes a tick', () => {
  const pong = tasks.find((task) => task.id === 'pong')!
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
