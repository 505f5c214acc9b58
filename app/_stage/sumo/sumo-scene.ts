/** Something short that happened. x, y in units of the ring. */
export interface SumoEffect {
  kind: 'bump' | 'round' | 'start'
  /** The step in which it happened. */
  tick: number
  x: number
  y: number
  /** Of a round: who won it; null: nobody. Of a bump: 0 and no matter. */
  seat: number | null
  /** 0 for the gentlest, 1 for the hardest. */
  force: number
}

export interface DrawnDisc {
  x: number
  y: number
  /** Where it pushes to: each −1 to 1, together of length 1 at most. */
  thrustX: number
  thrustY: number
  /** How near its middle is to the edge: 0 while there is room, 1 on it. */
  danger: number
  /** Its middle is out, and the server has said so. */
  out: boolean
}

/** All that is drawn of a match of sumo at one moment, in units of the ring (origin in the middle, y upwards). */
export interface SumoScene {
  ring: number
  /** Share of a round's time that is left, 1 to 0. */
  left: number
  discs: [DrawnDisc, DrawnDisc]
  /** Whether there is a match to draw. */
  there: boolean
  /** Share of the wait for the start that is left, 1 to 0; 0 in a round. */
  start: number
  /** What happened since the last scene. */
  effects: SumoEffect[]
}
