import type { Controls } from '../../app/_stage/controls.ts'
import type { Timeline } from '../../app/_net/timeline.ts'
import type { Options, Task } from '../../game/core/task.ts'
import { registry } from '../../game/tasks/index.ts'
import { SimulatedMatch, type Network } from '../net/simulated-match.ts'

const FRAME = 1000 / 60

/** A match in which one goes from tile to tile, played with a court's controls over a bad network: my seat is 0. */
export class TileMatch {
  readonly sim: SimulatedMatch

  constructor(task: Task, options: Options, network: Network, seed: number) {
    this.sim = new SimulatedMatch({ ...network, seed, foreign: { registry, task, options } })
  }

  async begin(): Promise<this> {
    await this.sim.begin()
    return this
  }

  /** Lets one frame pass, and wishes what the controls want in it. */
  async frame(controls: Controls): Promise<Timeline> {
    const timeline = (await this.sim.frame())!
    this.sim.client.act(controls.action(timeline, null, FRAME), this.sim.clock.now())
    return timeline
  }

  /** A key goes down or up, now. */
  key(controls: Controls, code: string, down: boolean): void {
    const action = controls.key(code, down)
    if (action !== null) this.sim.client.act(action, this.sim.clock.now())
  }
}

/** Round trips of 150 ± 50 ms, and single ways of as much. */
export const LATENCIES = [
  { name: 'a round trip of 150 ± 50 ms', roundTrip: 100, jitter: 50 },
  { name: '150 ± 50 ms each way', roundTrip: 200, jitter: 100 },
]

interface Place {
  x: number
  y: number
}

/** Furthest that anybody was drawn to move in a frame, in what they cover in that time at their speed. */
export class DrawnSteps {
  private before: Place[] = []
  private readonly most: number[] = []

  /** tilesPerFrame: their speed */
  constructor(private readonly tilesPerFrame: number) {}

  frame(places: readonly Place[]): void {
    places.forEach(({ x, y }, seat) => {
      const last = this.before[seat]
      if (last)
        this.most[seat] = Math.max(this.most[seat] ?? 0, Math.hypot(x - last.x, y - last.y) / this.tilesPerFrame)
    })
    this.before = places.map(({ x, y }) => ({ x, y }))
  }

  of(seat: number): number {
    return this.most[seat] ?? 0
  }

  get ofOthers(): number {
    return Math.max(...this.most.slice(1))
  }
}
