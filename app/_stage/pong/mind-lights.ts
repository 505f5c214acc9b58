import { Container, Graphics } from 'pixi.js'
import type { Mind } from '../../../game/protocol/messages.ts'
import type { CourtGeometry } from './court-geometry.ts'

/** Ms in which a light follows what the agent thinks (to a third). */
const FOLLOW_MILLIS = 70
/** Actions in the order of the lights from top to bottom: up, stay, down. */
const ORDER = [1, 0, 2] as const

interface Lights {
  group: Container
  marks: Graphics[]
  shown: number[]
  known: number
}

/** Three small lights behind an agent's paddle: how sure it is of up, stay and down. */
export class MindLights {
  readonly root = new Container()
  private readonly seats: (Lights | null)[]
  private colour = 0xffffff
  private unit = 3

  constructor(kinds: readonly ('human' | 'agent')[]) {
    this.seats = kinds.map((kind) => {
      if (kind !== 'agent') return null
      const group = new Container()
      const marks = ORDER.map(() => new Graphics())
      group.addChild(...marks)
      this.root.addChild(group)
      return { group, marks, shown: [0, 0, 0], known: 0 }
    })
  }

  recolour(colour: number): void {
    this.colour = colour
    this.redraw()
  }

  /** unit: half the height of a mark, px. */
  size(unit: number): void {
    this.unit = unit
    this.redraw()
  }

  place(minds: readonly (Mind | null)[], paddles: readonly number[], court: CourtGeometry, millis: number): void {
    const follow = 1 - Math.exp(-millis / FOLLOW_MILLIS)
    this.seats.forEach((lights, seat) => {
      if (!lights) return
      const mind = minds[seat] ?? null
      const probabilities = mind?.shown.kind === 'choices' ? mind.shown.probabilities : []
      lights.known += ((mind ? 1 : 0) - lights.known) * follow
      lights.group.alpha = lights.known
      const out = court.side(seat)
      const edge = court.face + court.paddleWidth
      const middle = (edge + court.width / 2) / 2
      lights.group.position.set(
        court.width / 2 + out * Math.min(middle, edge + this.unit * 5),
        court.y(paddles[seat] ?? 0),
      )
      ORDER.forEach((action, index) => {
        const wanted = probabilities[action] ?? 0
        lights.shown[index]! += (wanted - lights.shown[index]!) * follow
        lights.marks[index]!.alpha = 0.14 + 0.86 * lights.shown[index]!
      })
    })
  }

  private redraw(): void {
    const { unit, colour } = this
    for (const lights of this.seats) {
      if (!lights) continue
      const [up, stay, down] = lights.marks
      up!
        .clear()
        .poly([-unit, unit * 0.55, 0, -unit * 0.65, unit, unit * 0.55])
        .fill({ color: colour })
      stay!
        .clear()
        .circle(0, 0, unit * 0.62)
        .fill({ color: colour })
      down!
        .clear()
        .poly([-unit, -unit * 0.55, 0, unit * 0.65, unit, -unit * 0.55])
        .fill({ color: colour })
      up!.y = -unit * 3.2
      down!.y = unit * 3.2
    }
  }
}
