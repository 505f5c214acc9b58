import { numbered } from '../four-ways.ts'

/** Cells on a side of the largest maze, and its tiles: a cell, and a wall or a gap to the next one. */
const LARGEST = 12
export const MOST_TILES = 2 * LARGEST + 1
export const MOST_SEATS = 4

export const TICK = 0
export const SEATS = 1
/** Tiles on a side. */
export const TILES = 2
/** Columns and rows of tiles, counted from the upper left corner. */
export const KEY_X = 3
export const KEY_Y = 4
export const DOOR_X = 5
export const DOOR_Y = 6
export const GOAL_X = 7
export const GOAL_Y = 8
/** Where a seat is; after it those of the other seats. */
export const X = 9
export const Y = X + MOST_SEATS
/** 1 for a seat that has the key. */
export const HAS_KEY = Y + MOST_SEATS
/** Ticks until a seat can move again. */
export const WAIT = HAS_KEY + MOST_SEATS
/** The tick in which a seat came to the goal; 0 while it has not. */
export const DONE_AT = WAIT + MOST_SEATS
/** A row of tiles: bit c is 1 where there is a wall in column c. */
export const WALLS = DONE_AT + MOST_SEATS

/** The numbers of a row of the maze, in their order. */
export const MAZE_LAYOUT: readonly string[] = [
  'tick',
  'seats',
  'tiles',
  'keyX',
  'keyY',
  'doorX',
  'doorY',
  'goalX',
  'goalY',
  ...['x', 'y', 'hasKey', 'wait', 'doneAt'].flatMap((name) => numbered(name, MOST_SEATS)),
  ...numbered('walls', MOST_TILES),
]

/** The tile of the first cell, where everybody starts. */
export const START = 1

export const TICKS_PER_SECOND = 30
/** Ticks from one move to the next. */
export const MOVE_TICKS = 4
export const MAX_TICKS = 120 * TICKS_PER_SECOND
/** What the others still have once one has come to the goal. */
export const GRACE_TICKS = 20 * TICKS_PER_SECOND
