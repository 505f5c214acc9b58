import { describe, expect, test } from 'vitest'
import { rememberedPerson } from '../../app/_trainer/remembered-person.ts'
import { ghostMatch } from '../../app/match/_ghost/ghost-match.ts'
import { ghostTitle } from '../../app/match/_ghost/ghost-title.ts'
import { SeededChance } from '../../game/core/chance.ts'
import type { PersonModel } from '../../game/core/person-model.ts'
import { pong } from '../../game/tasks/pong/pong.ts'
import { PongPerson } from '../../game/tasks/pong/person/model.ts'
import { echoStick } from '../support/echo-task.ts'
import { HeadlessMatch } from '../../game/core/headless-match.ts'
import { sparringHeader } from '../support/sparring-header.ts'

/** Half a minute of a match, watched, as text. */
function saved(): string {
  const model = new PongPerson()
  const seats = ['middle', 'easy'].map((strength) => {
    const player = pong.builtIns.find((program) => program.strength === strength)!.create()
    return { reactionTicks: 0, decide: (state: Float64Array, seat: number) => player.decide(state, seat) }
  })
  const match = new HeadlessMatch(pong, sparringHeader(pong, 0, { target: 11 }), seats, new SeededChance(3))
  for (let tick = 0; tick < 1800; tick++) {
    match.play(1)
    model.watch(match.state, 0)
  }
  return JSON.stringify({ match: 'm', tick: 1799, person: model.save() })
}

describe('a remembered person', () => {
  test('is known as well as when they were kept', () => {
    const text = saved()
    const { person } = JSON.parse(text) as { person: unknown }
    expect(rememberedPerson(pong, text)?.save()).toEqual(person)
  })

  test.each([
    null,
    '',
    'nonsense',
    'null',
    '7',
    '{}',
    JSON.stringify({ match: 'm', tick: 0, person: new PongPerson().save() }),
  ])('is nobody where %j was kept', (text) => expect(rememberedPerson(pong, text)).toBeNull())

  test('is nobody in a game that has no model of persons', () => {
    expect(rememberedPerson(echoStick, saved())).toBeNull()
  })
})

describe('a match against the own ghost', () => {
  test.each([0, 1])('is played to its end with the person in seat %i, unrated', (seat) => {
    const feed = ghostMatch(pong, rememberedPerson(pong, saved()) as PersonModel, { id: 'a', name: 'Ann' }, seat)
    let now = 0
    for (; !feed.snapshot.result && now < 3_600_000; now += 50) feed.frame(now)
    const { entry, result } = feed.snapshot
    expect(entry).toMatchObject({ seat, rated: false, public: false, learning: null })
    expect(entry?.header.seats.map(({ name }) => name)).toEqual(
      seat === 0 ? ['Ann', 'Your ghost'] : ['Your ghost', 'Ann'],
    )
    expect(result?.reason).toBe('finished')
    expect(Math.max(...result!.scores)).toBe(11)
    // It returns balls: a match of two who stand still has none.
    expect(result!.scores[1 - seat]).toBeGreaterThan(0)
  })

  test('is told from where the person sits', () => {
    const told = (seat: number, scores: number[], places: number[]): string =>
      ghostTitle({ reason: 'finished', scores, places }, { seat, task: pong })
    expect(told(0, [11, 7], [1, 2])).toBe('You beat yourself 11–7')
    expect(told(1, [11, 7], [1, 2])).toBe('Your ghost beats you 11–7')
    expect(told(1, [4, 4], [1, 1])).toBe('You and your ghost draw 4–4')
  })
})
