import { describe, expect, test } from 'vitest'
import { mazeBoard } from '../../app/_stage/maze/maze-board.ts'
import { LIT, REMEMBERED, UNKNOWN } from '../../app/_stage/maze/maze-scene.ts'
import { MazeView, SIGHT } from '../../app/_stage/maze/maze-view.ts'
import { TileControls } from '../../app/_stage/tiles/tile-controls.ts'
import { LogFeed } from '../../app/_net/log-feed.ts'
import { SeededChance } from '../../game/core/chance.ts'
import * as M from '../../game/tasks/maze/layout.ts'
import { maze } from '../../game/tasks/maze/maze.ts'
import { builtInActions, recordMatch } from '../support/record-match.ts'
import { DrawnSteps, LATENCIES, TileMatch } from '../support/tile-match.ts'

const FRAME = 1000 / 60
const WAYS = ['KeyW', 'KeyD', 'KeyS', 'KeyA']

describe.each(LATENCIES)('with $name', (network) => {
  test('nobody is drawn to jump, me included', async () => {
    const chance = new SeededChance(7)
    const match = await new TileMatch(maze, { size: 12, maze: 3 }, network, 5).begin()
    const [view, controls] = [new MazeView(), new TileControls(mazeBoard)]
    const steps = new DrawnSteps(M.TICKS_PER_SECOND / 60 / M.MOVE_TICKS)
    let held = ''
    for (let frame = 0; frame < 25 * 60; frame++) {
      if (frame % 17 === 0) {
        match.key(controls, held, false)
        match.key(controls, (held = WAYS[chance.below(4)]!), true)
      }
      const { runners } = view.update(await match.frame(controls), FRAME)
      if (frame > 60) steps.frame(runners)
    }
    expect(steps.of(0)).toBeGreaterThan(0.9)
    expect(steps.of(0)).toBeLessThanOrEqual(1.5)
    expect(steps.ofOthers).toBeGreaterThan(0.9)
    expect(steps.ofOthers).toBeLessThanOrEqual(1.5)
  }, 30_000)
})

const recorded = recordMatch(maze, 4, builtInActions(maze, 'hard'), {
  seats: 2,
  keepStates: true,
  options: { size: 7 },
})
const feedOf = (): LogFeed => new LogFeed(maze, recorded.log, { mode: 'people', rated: false, public: true })

/** What was told of a match that somebody watches, or sees from seat 0. */
function tell(seat: number | null): { view: MazeView; told: string[]; known: { before: number; after: number } } {
  const [view, feed] = [new MazeView(), feedOf()]
  const told: string[] = []
  const known = { before: 0, after: 0 }
  for (
    let now = 0, tick = 0;
    tick < recorded.states.length + 10;
    now += FRAME, tick = (now * M.TICKS_PER_SECOND) / 1000
  ) {
    const { effects, known: tiles } = view.update({ ...feed.frame(now), seat }, FRAME)
    told.push(...effects.map(({ kind, seat: whose, seen }) => `${kind} ${whose}${seen ? '' : ' unseen'}`))
    const count = tiles.filter((level) => level !== UNKNOWN).length
    if (told.includes(`goal ${seat}`)) known.after = count
    else known.before = count
  }
  return { view, told, known }
}

test('key, door and goal are each told once of everybody, in their order', () => {
  const { told } = tell(null)
  for (const seat of [0, 1])
    expect(told.filter((what) => what.endsWith(` ${seat}`))).toEqual([`key ${seat}`, `door ${seat}`, `goal ${seat}`])
})

test('whoever runs sees what an agent sees, keeps what was seen, and sees everything once there', () => {
  const view = new MazeView()
  const feed = feedOf()
  feed.seek(60, 0)
  const timeline = { ...feed.frame(0), seat: 0 }
  const { known, tiles } = view.update(timeline, 0)
  const row = recorded.states[61]!
  for (let y = 0; y < tiles; y++)
    for (let x = 0; x < tiles; x++) {
      const near = Math.max(Math.abs(x - row[M.X]!), Math.abs(y - row[M.Y]!)) <= SIGHT
      expect(known[y * tiles + x]).toBe(near ? LIT : UNKNOWN)
    }
  const before = known.slice()
  feed.seek(120, 0)
  view.update({ ...feed.frame(0), seat: 0 }, 0)
  expect([...known].filter((level, i) => level === UNKNOWN && before[i] === LIT)).toEqual([])
  expect(known).toContain(REMEMBERED)
  const all = tell(0)
  expect(all.told.filter((what) => what.endsWith(' 0'))).toEqual(['key 0', 'door 0', 'goal 0'])
  expect(all.known.before).toBeLessThan(tiles * tiles)
  expect(all.known.after).toBe(tiles * tiles)
})
