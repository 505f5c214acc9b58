/** One of those who gather, as drawn; places in cells of the meadow, with their fractions. */
export interface ForageBody {
  x: number
  y: number
  /** How well it is seen from where I am, 0 to 1. */
  seen: number
  /** What is left of the time in which it cannot move after a tag, or cannot be tagged again: 1 to 0. */
  dazed: number
  safe: number
}

/** Something short that happened at the moment drawn. */
export type ForageEffect =
  | { kind: 'eat'; seat: number; x: number; y: number }
  /** Somebody took from the other one what is theirs now. */
  | { kind: 'tag'; seat: number; from: number; x: number; y: number; food: number }

/** All that is drawn of a match of forage at one moment. */
export interface ForageScene {
  /** By seat. */
  bodies: ForageBody[]
  /** The middles of the patches. */
  patches: (readonly [x: number, y: number])[]
  /** Rows of the meadow, as in the state: bit c is 1 where food is seen in column c. */
  food: Uint32Array
  /** The middle of what I see; null: I see everything. */
  sight: { x: number; y: number } | null
  effects: ForageEffect[]
}
