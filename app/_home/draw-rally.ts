import * as P from '../../game/tasks/pong/layout.ts'
import { GLOW, lightPaths } from './light-paths.ts'
import type { Rally } from './rally.ts'

/** The colours the court is drawn with, as the browser resolves them. */
export interface CourtColours {
  person: string
  agent: string
  ball: string
  line: string
}

/** The size of the picture in CSS pixels, and for how many ticks a path glows. */
export interface CourtFrame {
  width: number
  height: number
  trailTicks: number
  /** Where words lie over the court: the paths are dimmed there. */
  words: 'left' | 'nowhere'
}

/** Half the drawn width of a paddle, in units of the court's height: slimmer than it is, since the court is stretched. */
const PADDLE_WIDTH = 1.3

/** Draws the court as a long exposure: every path of the last seconds still glows in the light of whoever sent it. */
export function drawRally(g: CanvasRenderingContext2D, rally: Rally, colours: CourtColours, frame: CourtFrame): void {
  const { width, height } = frame
  const unit = Math.min(height / 160, width / 110)
  const sx = (x: number): number => width / 2 + (x / P.COURT) * (width / 2)
  const sy = (y: number): number => height / 2 - (y / P.COURT) * (height / 2)
  g.clearRect(0, 0, width, height)
  drawNet(g, width, height, colours.line)
  drawTrails(g, rally, colours, frame, sx, sy)
  dimUnderWords(g, frame)
  drawExpectation(g, rally, colours.agent, sx, sy, unit)
  for (const side of [0, 1] as const)
    drawPaddle(g, rally, side, side === 0 ? colours.person : colours.agent, sx, sy, unit)
  drawBall(g, rally, colours.ball, sx, sy, unit)
}

function drawNet(g: CanvasRenderingContext2D, width: number, height: number, line: string): void {
  g.strokeStyle = line
  g.lineWidth = 1
  g.setLineDash([6, 10])
  g.beginPath()
  g.moveTo(Math.round(width / 2) + 0.5, 0)
  g.lineTo(Math.round(width / 2) + 0.5, height)
  g.stroke()
  g.setLineDash([])
}

type Scale = (value: number) => number

function drawTrails(
  g: CanvasRenderingContext2D,
  rally: Rally,
  colours: CourtColours,
  frame: CourtFrame,
  sx: Scale,
  sy: Scale,
): void {
  g.lineCap = 'round'
  for (const { from, to, light, by } of lightPaths(rally, frame.trailTicks)) {
    g.strokeStyle = by === 0 ? colours.person : by === 1 ? colours.agent : colours.ball
    for (const [size, strength] of GLOW) {
      g.lineWidth = size
      g.globalAlpha = strength * light
      g.beginPath()
      g.moveTo(sx(from.x), sy(from.y))
      g.lineTo(sx(to.x), sy(to.y))
      g.stroke()
    }
  }
  g.globalAlpha = 1
}

function dimUnderWords(g: CanvasRenderingContext2D, { width, height, words }: CourtFrame): void {
  if (words === 'nowhere') return
  const veil = g.createLinearGradient(0, 0, width * 0.6, 0)
  veil.addColorStop(0, '#000000d9')
  veil.addColorStop(0.55, '#000000b0')
  veil.addColorStop(1, '#00000000')
  g.globalCompositeOperation = 'destination-out'
  g.fillStyle = veil
  g.fillRect(0, 0, width, height)
  g.globalCompositeOperation = 'source-over'
}

function drawExpectation(
  g: CanvasRenderingContext2D,
  rally: Rally,
  agent: string,
  sx: Scale,
  sy: Scale,
  unit: number,
): void {
  const y = rally.expectation
  if (y === null) return
  const s = rally.state
  const near = (s[P.BALL_X]! + P.HIT_X) / (2 * P.HIT_X)
  g.globalAlpha = 0.25 + 0.5 * Math.min(1, Math.max(0, near))
  g.strokeStyle = agent
  g.lineWidth = 1.25
  g.setLineDash([3, 4])
  const half = P.PADDLE_HALF_HEIGHT * (sy(0) - sy(1) || 1)
  g.strokeRect(sx(P.PADDLE_X) - PADDLE_WIDTH * unit, sy(y) - half, 2 * PADDLE_WIDTH * unit, 2 * half)
  g.setLineDash([])
  g.globalAlpha = 1
}

function drawPaddle(
  g: CanvasRenderingContext2D,
  rally: Rally,
  side: 0 | 1,
  colour: string,
  sx: Scale,
  sy: Scale,
  unit: number,
): void {
  const y = rally.state[P.LEFT_Y + side]!
  const x = side === 0 ? -P.PADDLE_X : P.PADDLE_X
  const half = P.PADDLE_HALF_HEIGHT * (sy(0) - sy(1))
  const glow = Math.max(0, 1 - (rally.tick - rally.hitAt[side]) / 24)
  g.fillStyle = colour
  // A blur costs much, so only for the third of a second after a hit.
  if (glow > 0) {
    g.shadowColor = colour
    g.shadowBlur = 40 * glow
  }
  g.fillRect(sx(x) - PADDLE_WIDTH * unit, sy(y) - half, 2 * PADDLE_WIDTH * unit, half * 2)
  g.shadowBlur = 0
}

function drawBall(g: CanvasRenderingContext2D, rally: Rally, colour: string, sx: Scale, sy: Scale, unit: number): void {
  const s = rally.state
  const size = 2.6 * unit
  const waiting = s[P.SERVE_IN]! > 0
  g.globalAlpha = waiting && Math.floor(rally.tick / 12) % 2 === 0 ? 0.25 : 1
  g.fillStyle = colour
  g.fillRect(sx(s[P.BALL_X]!) - size / 2, sy(s[P.BALL_Y]!) - size / 2, size, size)
  g.globalAlpha = 1
}
