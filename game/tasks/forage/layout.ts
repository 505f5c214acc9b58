import { numbered } from '../four-ways.ts'

/** Cells on a side of the meadow: a row of them is a word of 32 bits. */
export const SIDE = 32
export const MOST_SEATS = 8
export const PATCHES = 7

export const TICK = 0
/** Ticks of the match. */
export const LENGTH = 1
export const SEATS = 2
/** The middles of the patches. */
export const PATCH_X = 3
export const PATCH_Y = PATCH_X + PATCHES
/** Where a seat is; after it those of the other seats. */
export const X = PATCH_Y + PATCHES
export const Y = X + MOST_SEATS
/** What a seat has gathered. */
export const FOOD = Y + MOST_SEATS
/** Ticks until a seat can move again. */
export const WAIT = FOOD + MOST_SEATS
/** Ticks for which a seat cannot be tagged. */
export const SAFE = WAIT + MOST_SEATS
/** A row of the meadow: bit c is 1 where food stands in column c. */
export const GROWN = SAFE + MOST_SEATS

/** The numbers of a row of forage, in their order. */
export const FORAGE_LAYOUT: readonly string[] = [
  'tick',
  'length',
  'seats',
  ...['patchX', 'patchY'].flatMap((name) => numbered(name, PATCHES)),
  ...['x', 'y', 'food', 'wait', 'safe'].flatMap((name) => numbered(name, MOST_SEATS)),
  ...numbered('grown', SIDE),
]

export const TICKS_PER_SECOND = 30
/** Ticks from one move to the next. */
export const MOVE_TICKS = 4
/** Ticks from one growth to the next. */
export const GROW_TICKS = 15
/** For which somebody who was tagged cannot move, and cannot be tagged again. */
export const DAZED_TICKS = 30
export const SAFE_TICKS = 120
/** What somebody who was tagged loses: one of so many, rounded up. */
export const TAG_SHARE = 4
/** A patch is the cells at most so far from its middle, counted in moves. */
export const PATCH_REACH = 2
/** With fewer than this a patch is bare, and grows only once in so many times. */
export const SEED_FOOD = 2
export const BARE_ODDS = 8
/** The middles of patches are at least so far from the edge. */
export const PATCH_MARGIN = 3

/** The cells of a patch, from its middle. */
export const PATCH_CELLS: readonly (readonly [x: number, y: number])[] = Array.from(
  { length: (2 * PATCH_REACH + 1) * (2 * PATCH_REACH + 1) },
  (_, i): [number, number] => [
    (i % (2 * PATCH_REACH + 1)) - PATCH_REACH,
    Math.floor(i / (2 * PATCH_REACH + 1)) - PATCH_REACH,
  ],
).filter(([x, y]) => Math.abs(x) + Math.abs(y) <= PATCH_REACH)

/** Where seats start: as far from each other as eight can, two by two opposite. */
export const STARTS: readonly (readonly [x: number, y: number])[] = [
  [4, 4],
  [27, 27],
  [27, 4],
  [4, 27],
  [16, 2],
  [15, 29],
  [2, 15],
  [29, 16],
]
