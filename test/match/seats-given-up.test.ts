import { beforeEach, expect, test } from 'vitest'
import type { HostedMatch } from '../../server/match/hosted-match.ts'
import { foreignTasks } from '../support/tasks/index.ts'
import { FakePlayer, LobbyBench } from './lobby-bench.ts'

let bench: LobbyBench
let people: FakePlayer[]
beforeEach(() => {
  bench = new LobbyBench({}, foreignTasks)
  people = ['1', '2', '3'].map((name) => new FakePlayer(name))
})

/** Three people are brought together in a game that goes on without who leaves it. */
async function gathered(): Promise<HostedMatch> {
  for (const player of people) await bench.lobby.play(player, { mode: 'people', task: 'lanterns' })
  return bench.match(bench.opened.at(-1)!)
}

const pauses = (): boolean[] => people.map(({ userId }) => bench.matches.leavers.pauseOf(userId) > 0)

async function playedOut(hosted: HostedMatch): Promise<void> {
  while (hosted.match.phase !== 'over') bench.ticks(1)
  await bench.safe(hosted)
}

test('a seat that is left at once gives the others no rated places, and costs who left it a pause', async () => {
  const hosted = bench.begin((await gathered()).id)
  hosted.match.leave(2)
  expect(pauses()).toEqual([false, false, true])
  await playedOut(hosted)
  expect(hosted.result).toMatchObject({ reason: 'finished', unrated: expect.stringContaining('left before') })
  expect(bench.fake.journal[0]).toMatchObject({ rated: false, seats: Array(3).fill({ contender: null }) })
  expect(pauses()).toEqual([false, false, true])
})

test('a seat that nobody comes to take gives the others no rated places either', async () => {
  const hosted = await gathered()
  for (const seat of [0, 1]) hosted.match.join(seat)
  await playedOut(hosted)
  expect(hosted.result).toMatchObject({ reason: 'finished', unrated: expect.stringContaining('left before') })
  expect(pauses()).toEqual([false, false, true])
})

test('a seat that is left before it begins frees its person at once, who pauses, and the match is not rated', async () => {
  const hosted = await gathered()
  hosted.match.leave(hosted.seatOf(people[2]!.userId)!)
  expect(bench.matches.playedBy(people[2]!.userId)).toBe(null)
  for (const seat of hosted.humanSeats) hosted.match.join(seat)
  bench.ticks(6)
  expect(hosted.match.phase).toBe('playing')
  await playedOut(hosted)
  expect(bench.fake.journal[0]).toMatchObject({ reason: 'finished', rated: false })
  expect(pauses()).toEqual([false, false, true])
})

test('a seat that is left once it was really played is rated last', async () => {
  const hosted = bench.begin((await gathered()).id)
  while (hosted.match.tickNumber < 400) bench.ticks(1)
  hosted.match.leave(2)
  await playedOut(hosted)
  expect(bench.fake.journal[0]).toMatchObject({ rated: true, seats: [{}, {}, { place: 3 }] })
  expect(pauses()).toEqual([false, false, false])
})
