/** Something short that happened at the moment drawn. x, y in units of the court. */
export interface VolleyEffect {
  kind: 'hit' | 'fence' | 'wall' | 'point' | 'serve'
  /** The step in which it happened. */
  tick: number
  x: number
  y: number
  /** Whose slime, or who won the point. */
  seat: number
  /** 0 for the slowest ball, 1 for the fastest. */
  force: number
}

export interface DrawnSlime {
  x: number
  y: number
  /** Rising speed, in units a second. */
  vy: number
}

/** All that is drawn of a match of volley at one moment, in units of the court (origin in the middle of its foot, y upwards). */
export interface VolleyScene {
  slimes: [DrawnSlime, DrawnSlime]
  ballX: number
  ballY: number
  /** Whether there is a ball to draw. */
  ball: boolean
  /** Share of the wait for the serve that is left, 1 to 0; 0 in play. */
  serve: number
  /** Where the ball that waits will be thrown to: per second, in units. */
  serveVx: number
  serveVy: number
  /** What happened since the last scene. */
  effects: VolleyEffect[]
}
