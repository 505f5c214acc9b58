/** One of those who run, as drawn; places in columns and rows of tiles, with their fractions. */
export interface MazeRunner {
  x: number
  y: number
  /** Whether I see it. */
  seen: boolean
  hasKey: boolean
  done: boolean
}

export interface MazeEffect {
  kind: 'key' | 'door' | 'goal'
  seat: number
  x: number
  y: number
}

/** Something that I heard of, and whether I see it. */
export type ToldMazeEffect = MazeEffect & { seen: boolean }

/** What I know of a tile. */
export const [UNKNOWN, REMEMBERED, LIT] = [0, 1, 2] as const

/** All that is drawn of a match in the maze at one moment. */
export interface MazeScene {
  /** Tiles on a side; 0 before there is a maze. */
  tiles: number
  /** 1 where there is a wall: row × tiles + column. */
  walls: Uint8Array
  /** What is known of each tile, in the same order. */
  known: Uint8Array
  /** By seat. */
  runners: MazeRunner[]
  key: { x: number; y: number }
  door: { x: number; y: number }
  goal: { x: number; y: number }
  /** The key lies there for me, or for somebody where I watch. */
  keyLies: boolean
  /** The door is open for me, or for somebody where I watch. */
  doorOpen: boolean
  effects: ToldMazeEffect[]
}
