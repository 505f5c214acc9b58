import { SeededChance } from '../../core/chance.ts'
import type { Row } from '../../core/task.ts'
import { STEP_X, STEP_Y } from '../four-ways.ts'
import * as M from './layout.ts'

/** Where the door is on the way to the goal. */
const DOOR_AT = 2 / 3

/** Writes a maze of so many cells on a side into a row: a tree of corridors, grown depth first, so that one way leads to everything. The goal is what
 *  is furthest from the start, the door two thirds of the way to it, and the key what is furthest from the start on this side of the door. The same
 *  seed gives the same maze. */
export function carve(s: Row, cells: number, seed: number): void {
  const chance = new SeededChance(seed)
  const tiles = 2 * cells + 1
  s[M.TILES] = tiles
  for (let y = 0; y < tiles; y++) s[M.WALLS + y] = (1 << tiles) - 1
  const open = (x: number, y: number): void => void (s[M.WALLS + y] = s[M.WALLS + y]! & ~(1 << x))
  open(M.START, M.START)
  const trail: [x: number, y: number][] = [[M.START, M.START]]
  for (let here = trail.at(-1); here; here = trail.at(-1)) {
    const [x, y] = here
    const ways = [1, 2, 3, 4].filter((way) => {
      const [toX, toY] = [x + 2 * STEP_X[way]!, y + 2 * STEP_Y[way]!]
      return toX > 0 && toX < tiles && toY > 0 && toY < tiles && isWall(s, toX, toY)
    })
    if (ways.length === 0) {
      trail.pop()
      continue
    }
    const way = ways[chance.below(ways.length)]!
    open(x + STEP_X[way]!, y + STEP_Y[way]!)
    open(x + 2 * STEP_X[way]!, y + 2 * STEP_Y[way]!)
    trail.push([x + 2 * STEP_X[way]!, y + 2 * STEP_Y[way]!])
  }
  s[M.DOOR_X] = s[M.DOOR_Y] = -1
  const whole = explore(s)
  const goal = whole.order.at(-1)!
  const way: number[] = []
  for (let tile = goal; tile >= 0; tile = whole.from.get(tile)!) way.unshift(tile)
  // Doors stand between cells: every other tile of the way.
  const door = way[2 * Math.floor((DOOR_AT * (way.length - 1)) / 2) + 1]!
  s[M.GOAL_X] = goal % tiles
  s[M.GOAL_Y] = Math.floor(goal / tiles)
  s[M.DOOR_X] = door % tiles
  s[M.DOOR_Y] = Math.floor(door / tiles)
  const key = explore(s).order.at(-1)!
  s[M.KEY_X] = key % tiles
  s[M.KEY_Y] = Math.floor(key / tiles)
}

/** Outside of the maze is wall. */
export const isWall = (s: Row, x: number, y: number): boolean =>
  x < 0 || y < 0 || x >= s[M.TILES]! || y >= s[M.TILES]! || ((s[M.WALLS + y]! >>> x) & 1) === 1

/** What can be reached from the start without passing the door: tiles (y × tiles + x) in the order of their distance, and from where one comes to
 *  each; −1 for the start. */
function explore(s: Row): { order: number[]; from: Map<number, number> } {
  const tiles = s[M.TILES]!
  const start = M.START * tiles + M.START
  const order = [start]
  const from = new Map([[start, -1]])
  for (let i = 0; i < order.length; i++) {
    const tile = order[i]!
    for (let way = 1; way <= 4; way++) {
      const [x, y] = [(tile % tiles) + STEP_X[way]!, Math.floor(tile / tiles) + STEP_Y[way]!]
      const next = y * tiles + x
      if (isWall(s, x, y) || (x === s[M.DOOR_X] && y === s[M.DOOR_Y]) || from.has(next)) continue
      from.set(next, tile)
      order.push(next)
    }
  }
  return { order, from }
}
