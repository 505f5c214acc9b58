import { expect, test } from 'vitest'
import { LocalFeed, type LocalPlayer } from '../../app/_net/local-feed.ts'
import { SeededChance } from '../../game/core/chance.ts'
import { readEvents } from '../../game/core/match-log.ts'
import { Playback } from '../../game/core/playback.ts'
import { hashRow } from '../../game/core/row-hash.ts'
import { pong } from '../../game/tasks/pong/pong.ts'
import { HandClock } from '../support/hand-clock.ts'
import { HeadlessMatch } from '../../game/core/headless-match.ts'
import { sparringHeader } from '../support/sparring-header.ts'

const header = sparringHeader(pong, 0, { target: 3 })
/** Shorter than a tick. */
const FRAME_MILLIS = 7

const builtIn = (strength: string): LocalPlayer =>
  pong.builtIns.find((program) => program.strength === strength)!.create()

const against = (other: LocalPlayer, seat = 0): LocalFeed =>
  new LocalFeed({
    task: pong,
    header,
    seat,
    players: new Map([[1 - seat, other]]),
    chance: new SeededChance(7),
    unratedReason: 'Only here.',
  })

test.each([0, 1])(
  'the same inputs come to the same rows as in a match without a page, whether I sit in seat 0 or 1: %i',
  (seat) => {
    const clock = new HandClock()
    const feed = against(builtIn('middle'), seat)
    const me = builtIn('easy')
    const played: number[] = []
    const coming: { tick: number; code: number }[] = []
    while (!feed.snapshot.result) {
      const { confirmedTick: tick } = feed.frame(clock.now())
      if (tick >= played.length) {
        // The first frame has two ticks: what is shown, and where it goes.
        while (played.length <= tick) played.push(hashRow(feed.frame(clock.now()).row(played.length)!))
        if (tick % pong.decisionPeriod === 0)
          coming.push({ tick: tick + 1 + pong.actionLatency, code: me.decide(feed.confirmed!, seat) })
        if (coming[0]?.tick === tick + 1) feed.act(coming.shift()!.code, clock.now())
      }
      clock.turn(FRAME_MILLIS)
    }
    const headless: number[] = []
    const seats = [builtIn('easy'), builtIn('middle')].map((player) => ({
      reactionTicks: 0,
      decide: (state: Float64Array, at: number) => player.decide(state, at),
    }))
    const match = new HeadlessMatch(pong, header, seat === 0 ? seats : seats.toReversed(), new SeededChance(7))
    for (headless.push(hashRow(match.state)); !match.over; headless.push(hashRow(match.state))) match.play(1)
    expect(played.length).toBeGreaterThan(300)
    expect(played).toEqual(headless)
  },
)

test('a match of the page ends with its score, told once for each point, and its log comes to the same', () => {
  const clock = new HandClock()
  const feed = against(builtIn('hard'))
  const follower = new Playback(pong, header)
  const scores: string[] = []
  feed.subscribe(() => scores.push(feed.snapshot.scores.join()))
  feed.onSlices(({ base, bytes, to }) => follower.apply(readEvents(bytes, 1, base), to))
  // Nobody moves here, so it is soon lost.
  for (; !feed.snapshot.result; clock.turn(FRAME_MILLIS)) feed.frame(clock.now())
  expect(feed.snapshot.result).toEqual({ reason: 'finished', scores: [0, 3], places: [2, 1] })
  expect(scores.slice(0, 3)).toEqual(['0,1', '0,2', '0,3'])
  expect(follower.ended?.reason).toBe('finished')
  expect(follower.state).toEqual(feed.confirmed)
  // Who asks for the log later gets all of it.
  const late = new Playback(pong, header)
  feed.onSlices(({ base, bytes, to }) => late.apply(readEvents(bytes, 1, base), to))
  expect(late.state).toEqual(feed.confirmed)
  const { confirmedTick } = feed.frame(clock.now() + 1000)
  feed.act(1, clock.now() + 1001)
  expect(feed.frame(clock.now() + 1002).confirmedTick).toBe(confirmedTick)
})

test('a match of the page stands still while no frame is drawn, and its time never runs back', () => {
  const feed = against(builtIn('middle'))
  expect(feed.confirmed).toBeNull()
  expect(feed.newest()).toBeNull()
  expect(feed.frame(1000).seen).toBe(0)
  expect(feed.frame(1050).seen).toBeCloseTo(3)
  const { seen } = feed.frame(61_000)
  expect(seen).toBeCloseTo(9)
  expect(feed.frame(60_000).seen).toBe(seen)
  expect(feed.frame(61_000).seen).toBe(seen)
})
