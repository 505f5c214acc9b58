import { expect, test } from 'vitest'
import { LogFeed } from '../../app/_net/log-feed.ts'
import type { MatchFeed } from '../../app/_net/match-feed.ts'
import type { Timeline } from '../../app/_net/timeline.ts'
import type { Controls } from '../../app/_stage/controls.ts'
import { openCourt } from '../../app/_stage/courts.ts'
import { noInsight } from '../../app/_stage/insight.ts'
import type { Options, Task } from '../../game/core/task.ts'
import { registry } from '../../game/tasks/index.ts'
import { SimulatedMatch } from '../net/simulated-match.ts'
import { foreignTasks } from '../support/tasks/index.ts'
import { balance } from '../support/tasks/balance/balance.ts'
import { lanterns } from '../support/tasks/lanterns/lanterns.ts'

const FRAME = 1000 / 60
type Drawn = Readonly<Record<string, number>>

/** Plays a match of a game that no court is drawn for, over a network, to its end: reads the plain court and works its controls. */
async function play(
  task: Task,
  options: Options,
  seat: number,
  work: (controls: Controls, drawn: Drawn, timeline: Timeline) => void,
): Promise<SimulatedMatch> {
  const foreign = { registry: foreignTasks, task, options }
  const sim = new SimulatedMatch({ roundTrip: 80, jitter: 20, seat, foreign, seed: 3 })
  const court = await openCourt(task)
  const [picture, controls] = [court.openPicture(), court.openControls()]
  while (!sim.client.snapshot.result) {
    const timeline = await sim.frame()
    if (!timeline) continue
    picture.frame(timeline, [], noInsight, FRAME)
    work(controls, picture.drawn as Drawn, timeline)
    sim.client.act(controls.action(timeline, null, FRAME), sim.clock.now())
  }
  return sim
}

/** What a court draws of the end of a match. */
async function lastPicture(task: Task, feed: MatchFeed): Promise<Drawn> {
  const picture = (await openCourt(task)).openPicture()
  picture.frame(feed.frame(1e9)!, [], noInsight, FRAME)
  return picture.drawn as Drawn
}

test('a game of three seats and buttons is played by its keys, before it has a court', async () => {
  const sim = await play(lanterns, { length: 200 }, 1, (controls, { shown }) => {
    controls.key('Digit1', shown! % 2 === 1)
    controls.key('Digit2', shown! >= 2)
  })
  const { snapshot } = sim.client
  expect(snapshot).toMatchObject({ repairs: 0, entry: { seat: 1 } })
  expect(snapshot.result!.scores).toHaveLength(3)
  // Twenty lanterns, of which the first may come before the page.
  expect(snapshot.result!.scores[1]).toBeGreaterThanOrEqual(18)
  const stored = new LogFeed(lanterns, sim.match.record(), { mode: 'people', rated: true, public: true })
  stored.seek(200, 0)
  expect(await lastPicture(lanterns, stored)).toEqual(await lastPicture(lanterns, sim.client))
  expect(stored.snapshot.scores).toEqual(snapshot.result!.scores)
})

test('a game alone with a continuous action is steered by a pointer, and one’s own push is seen in the next frames', async () => {
  const point = (x: number) => (controls: Controls) =>
    controls.pointer({ id: 1, on: 'court', phase: 'move', x, y: 0.5 }, null)
  const idle = await play(balance, { length: 100 }, 0, () => undefined)
  const pushed = await play(balance, { length: 100 }, 0, (controls, { x, v }) =>
    point(0.5 - 2 * (x! + 8 * v!))(controls),
  )
  const scores = [idle, pushed].map(({ client }) => client.snapshot.result!.scores[0]!)
  expect(scores[1]! - scores[0]!).toBeGreaterThan(20)

  const foreign = { registry: foreignTasks, task: balance, options: { length: 1000 } }
  const sim = await new SimulatedMatch({ roundTrip: 200, jitter: 0, seat: 0, foreign }).begin()
  const court = await openCourt(balance)
  const [picture, controls] = [court.openPicture(), court.openControls()]
  const speed = async (): Promise<number> => {
    const timeline = (await sim.frame())!
    picture.frame(timeline, [], noInsight, FRAME)
    sim.client.act(controls.action(timeline, null, FRAME), sim.clock.now())
    return (picture.drawn as Drawn)['v']!
  }
  // At its end it rests; a push the other way moves it within two ticks, long before the server can have heard of it.
  for (let i = 0; i < 300; i++) await speed()
  expect(Math.abs(await speed())).toBe(0)
  const way = (picture.drawn as Drawn)['x']! > 0 ? 0 : 1
  point(way)(controls)
  const speeds = []
  for (let i = 0; i < 7; i++) speeds.push(await speed())
  expect(Math.abs(speeds.at(-1)!)).toBeGreaterThan(0)
})

test('a page that does not know a game says so, instead of drawing another', async () => {
  const foreign = { registry, task: balance, options: {} }
  const sim = new SimulatedMatch({ roundTrip: 20, jitter: 0, seat: 0, foreign })
  for (let i = 0; i < 30; i++) expect(await sim.frame()).toBeNull()
  expect(sim.client.snapshot).toMatchObject({ state: 'refused', refusal: { code: 'unknown-task' }, entry: null })
})
