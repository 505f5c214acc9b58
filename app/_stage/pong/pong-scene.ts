import type { Insight } from '../insight.ts'
import type { DrawnGhost } from './ghost-view.ts'

/** Something short that happened at the moment drawn. x, y in units of the court; seat: whose paddle, or who won the point. */
export interface PongEffect {
  kind: 'hit' | 'wall' | 'point' | 'serve'
  /** The step in which it happened. */
  tick: number
  x: number
  y: number
  seat: number
  /** 0 for the slowest ball, 1 for the fastest. */
  force: number
}

/** A scene with the time at which its ball is drawn, in ticks. */
export type PongDrawn = Readonly<PongScene> & { readonly time: number }

/** All that is drawn of a Pong match at one moment, in units of the court (origin in the middle, y upwards). */
export interface PongScene {
  /** Heights of the paddles [left, right]. */
  paddles: [number, number]
  ballX: number
  ballY: number
  /** Whether there is a ball to draw. */
  ball: boolean
  /** Share of the wait for the serve that is left, 1 to 0; 0 in play. */
  serve: number
  scores: [number, number]
  /** Where a player is expected to be; null: nowhere. */
  ghost: DrawnGhost | null
  /** What is pointed at, see Insight. */
  pointsAt: Insight['pointsAt']
  /** What happened since the last scene. */
  effects: PongEffect[]
}
