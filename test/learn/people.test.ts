import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SeededChance } from '../../game/core/chance.ts'
import { newStepOut, type Row } from '../../game/core/task.ts'
import * as P from '../../game/tasks/pong/layout.ts'
import { pong } from '../../game/tasks/pong/pong.ts'
import { houseAgent } from '../support/house-agents.ts'
import { HeadlessMatch } from '../../game/core/headless-match.ts'
import { shareAgainst } from '../support/learns-you-run.ts'
import { arrival, look } from '../support/people/eyes.ts'
import { kindNames, personByName } from '../support/people/kinds.ts'
import { PersonAtPlay } from '../support/people/person-at-play.ts'
import { seatPerson } from '../support/people/person.ts'
import { plainStyle, type Style } from '../support/people/style.ts'
import { sparringHeader } from '../support/sparring-header.ts'

const minute = await houseAgent('minute')
const [UP, DOWN] = [1, 2] as const

const rowWith = (fields: Partial<Record<(typeof P.PONG_LAYOUT)[number], number>>): Row => {
  const row = new Float64Array(pong.layout.length)
  row[P.TARGET] = 11
  row[P.LEFT_SPEED] = row[P.RIGHT_SPEED] = 1
  for (const [name, value] of Object.entries(fields)) row[pong.layout.indexOf(name)] = value
  return row
}

/** Somebody who is exact, but for this. */
const exact = (changes: Partial<Style>): Style => ({ ...plainStyle, aimError: 0, spread: 0, hesitation: 0, ...changes })
const sitting = (style: Style, reactionTicks = 2): PersonAtPlay =>
  new PersonAtPlay(reactionTicks, () => style, new SeededChance(1))

/** How the built-in that follows the ball fares against them: the log of a match. */
function matchLog(name: string, seed: number): Uint8Array {
  const person = personByName(name)
  const { decide } = seatPerson(person, new SeededChance(seed))
  const middle = pong.builtIns[1]!.create()
  const seats = [
    { reactionTicks: person.reactionTicks, decide },
    { reactionTicks: 0, decide: (state: Row, seat: number) => middle.decide(state, seat) },
  ]
  const match = new HeadlessMatch(pong, sparringHeader(pong, 0), seats, new SeededChance(7))
  match.play(1800)
  return match.writer.slice()
}

describe('the scripted people', () => {
  const opponents = kindNames.filter((name) => name !== 'strong')

  test.each([...opponents, 'drawn:3', 'drawn:4', 'drawn:5'])('%s is a near match for Minute', async (name) => {
    // 0.4 to 0.65 was aimed at; three standard deviations of 200 points are 0.1.
    const share = await shareAgainst(personByName(name), minute, minute.weights, 200, 5)
    expect(share).toBeGreaterThan(0.3)
    expect(share).toBeLessThan(0.75)
  })

  test('the strong one wins most points against Minute', async () => {
    const share = await shareAgainst(personByName('strong'), minute, minute.weights, 200, 5)
    expect(share).toBeLessThan(0.4)
  })

  test('one name is one person, and other seeds are others', () => {
    for (const name of [...kindNames, 'drawn:3'])
      expect(personByName(name).styleAt(1)).toEqual(personByName(name).styleAt(1))
    expect(personByName('late:1').styleAt(1)).not.toEqual(personByName('late:2').styleAt(1))
    expect(personByName('drawn:1').styleAt(1)).not.toEqual(personByName('drawn:2').styleAt(1))
    expect(() => personByName('nobody')).toThrow(RangeError)
    expect(() => personByName('drawn:x')).toThrow(RangeError)
  })

  test('the same seed gives the same play, another one other play', () => {
    expect(matchLog('weak-corner', 3)).toEqual(matchLog('weak-corner', 3))
    expect(matchLog('weak-corner', 3)).not.toEqual(matchLog('weak-corner', 4))
  })

  test('whoever changes does so at half of the play', () => {
    const { styleAt } = personByName('changes')
    expect(styleAt(0.49)).toEqual(styleAt(0))
    expect(styleAt(0.5)).toEqual(styleAt(1))
    expect(styleAt(0)).not.toEqual(styleAt(1))
  })
})

describe('what a person sees and does', () => {
  test('they know where a ball arrives, bounces included, from either side', () => {
    fc.assert(
      fc.property(fc.integer(), fc.constantFrom(0, 1), (seed, seat) => {
        const chance = new SeededChance(seed)
        const between = (from: number, to: number): number => from + (to - from) * chance.uniform()
        const side = seat === 0 ? 1 : -1
        const row = rowWith({
          ballX: side * between(-40, 60),
          ballY: between(-79, 79),
          ballVx: -side * between(1.25, 3.2),
          ballVy: between(-3.5, 3.5),
        })
        const expected = arrival(look(row, seat), 1)
        // A ball that bounces meets its wall in the course of a tick, so it is where two straight ways say.
        const out = newStepOut(2)
        let before = row.slice()
        while (look(row, seat).coming) {
          before = row.slice()
          row[P.LEFT_Y + seat] = -side * 1000
          pong.step(row, new Float64Array(2), chance, out)
        }
        const seen = look(before, seat)
        expect(arrival(seen, 1)).toBeCloseTo(expected, 6)
      }),
      { numRuns: 200 },
    )
  })

  test('they expect a ball short of its way where they misjudge the wall, until it has bounced', () => {
    const coming = look(rowWith({ ballX: 0, ballY: 60, ballVx: -2, ballVy: 2 }), 0)
    expect(arrival(coming, 1)).toBeCloseTo(32)
    expect(arrival(coming, 0.5)).toBeCloseTo(55.5)
    const bounced = look(rowWith({ ballX: -22, ballY: 76, ballVx: -2, ballVy: -2 }), 0)
    expect(arrival(bounced, 0.5)).toBeCloseTo(32)
  })

  test('a late hand reaches its place and rests there', () => {
    const person = sitting(exact({ home: 40 }), 12)
    const header = sparringHeader(pong, 0)
    const seats = [
      { reactionTicks: 12, decide: (state: Row, seat: number) => person.decide(state, seat) },
      { reactionTicks: 0, decide: () => 0 },
    ]
    const match = new HeadlessMatch(pong, header, seats, new SeededChance(1))
    const heights: number[] = []
    for (let tick = 0; tick < 80; tick++) {
      match.play(1)
      heights.push(match.state[P.LEFT_Y]!)
    }
    expect(Math.max(...heights)).toBe(heights.at(-1))
    expect(Math.abs(heights.at(-1)! - 40)).toBeLessThanOrEqual(4)
  })

  test('they remember a lost point into the next episode, and in the environment where they lost it', () => {
    const away = rowWith({ ballX: 20, ballVx: 2 })
    const lost = rowWith({ ballX: -75, ballVx: -2 })
    const won = rowWith({ ballX: 75, ballVx: 2 })
    const serve = rowWith({ serveIn: 20 })
    const person = sitting(exact({ homeAfterLost: 50, homeAfterWon: -50 }))
    expect(person.decide(away, 0)).toBe(0)
    person.decide(lost, 0)
    person.beginEpisode()
    expect(person.decide(serve, 0)).toBe(UP)
    expect(person.decide(away, 0)).toBe(UP)
    person.decide(won, 0)
    expect(person.decide(serve, 0)).toBe(DOWN)
  })

  test('they go where the last ball did not come, and return there', () => {
    const person = sitting(exact({ expects: 'mirror', trusts: 0 }))
    person.decide(rowWith({ ballX: -40, ballY: 30, ballVx: -2, hits: 1 }), 0)
    person.beginEpisode()
    expect(person.decide(rowWith({ ballX: 30, ballVx: 2, hits: 2 }), 0)).toBe(DOWN)
    expect(person.decide(rowWith({ ballX: 30, ballY: 60, ballVx: -2, hits: 3, leftY: -22 }), 0)).toBe(0)
    expect(person.decide(rowWith({ ballX: -10, ballY: 60, ballVx: -2, hits: 3, leftY: -30 }), 0)).toBe(UP)
  })

  test('an error of aim belongs to a ball, not to a moment', () => {
    const goes = (seed: number): Set<number> => {
      const person = new PersonAtPlay(2, () => exact({ aimError: 300 }), new SeededChance(seed))
      const places = Array.from({ length: 12 }, (_, i) => rowWith({ ballX: 40 - 8 * i, ballVx: -2, hits: 1 }))
      return new Set(places.map((row) => person.decide(row, 0)))
    }
    const ways = Array.from({ length: 20 }, (_, seed) => goes(seed))
    for (const way of ways) expect(way.size).toBe(1)
    const all = ways.flatMap((way) => [...way])
    expect(all).toContain(UP)
    expect(all).toContain(DOWN)
  })
})
