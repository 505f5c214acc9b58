import { Graphics } from 'pixi.js'
import * as V from '../../../game/tasks/volley/layout.ts'
import type { Palette } from '../palette.ts'
import type { VolleyGeometry } from './court-geometry.ts'
import type { VolleyScene } from './volley-scene.ts'

/** Seconds between the dots of the way that a serve will take, and how many there are. */
const DOT_SECONDS = 0.1
const DOTS = 7

/** Around the ball that waits: how long it still does, and which way it will be thrown. */
export class ServeMark {
  readonly root = new Graphics()
  private shown = false

  place(scene: VolleyScene, court: VolleyGeometry, palette: Palette): void {
    const share = scene.ball ? scene.serve : 0
    if (share === 0 && !this.shown) return
    this.shown = share > 0
    const { root } = this
    root.clear()
    if (share === 0) return
    const x = court.x(scene.ballX)
    const y = court.y(scene.ballY)
    const radius = Math.max(court.ball * 3, court.unit * 1.6)
    const top = -Math.PI / 2
    root.circle(x, y, radius).stroke({ width: 1, color: palette.line, alpha: 0.3 })
    root
      .moveTo(x, y - radius)
      .arc(x, y, radius, top, top + share * 2 * Math.PI)
      .stroke({ width: 2.5, color: palette.ball, alpha: 0.9, cap: 'round' })
    this.drawWay(scene, court, palette, radius)
  }

  private drawWay(
    { ballX, ballY, serveVx, serveVy }: VolleyScene,
    court: VolleyGeometry,
    palette: Palette,
    from: number,
  ): void {
    const faster = Math.hypot(serveVx, serveVy) / V.MAX_BALL_SPEED
    const [vx, vy] = [serveVx / Math.max(1, faster), serveVy / Math.max(1, faster)]
    for (let i = 1; i <= DOTS; i++) {
      const t = i * DOT_SECONDS
      const [dx, dy] = [vx * t, vy * t + (V.GRAVITY * t * t) / 2]
      if (Math.hypot(dx, dy) * court.unit < from * 1.25) continue
      this.root
        .circle(court.x(ballX + dx), court.y(ballY + dy), Math.max(1.2, court.ball * 0.26))
        .fill({ color: palette.ball, alpha: 0.55 * (1 - i / (DOTS + 2)) })
    }
  }
}
