import type { Task } from '../../game/core/task.ts'
import { registry } from '../../game/tasks/index.ts'
import { noInsight } from '../../app/_stage/insight.ts'
import type { Controls } from '../../app/_stage/controls.ts'
import type { CourtPicture } from '../../app/_stage/court.ts'
import { openCourt } from '../../app/_stage/courts.ts'
import type { Timeline } from '../../app/_net/timeline.ts'
import { SimulatedMatch, type Network } from '../net/simulated-match.ts'

export const FRAME_MILLIS = 1000 / 60

/** A person at the court of a game that is played alone, over a network: sees what is drawn and works the controls. */
export class SoloMatch<Drawn extends object> {
  /** Hertz of what was heard. */
  readonly heard: number[] = []
  /** Where the match stood at the last frame. */
  timeline: Timeline | null = null

  private constructor(
    readonly sim: SimulatedMatch,
    readonly controls: Controls,
    private readonly picture: CourtPicture,
  ) {}

  static async open<Drawn extends object>(task: Task, network: Network, seed: number): Promise<SoloMatch<Drawn>> {
    const court = await openCourt(task)
    const sim = new SimulatedMatch({ ...network, seed, foreign: { registry, task, options: {} } })
    return new SoloMatch<Drawn>(sim, court.openControls(), court.openPicture())
  }

  get over(): boolean {
    return this.sim.client.snapshot.result !== null
  }

  get drawn(): Drawn {
    return this.picture.drawn as Drawn
  }

  /** One frame of the screen: what is drawn is seen, and what is wanted is sent. work: what the person does at this sight. */
  async frame(work: (controls: Controls, drawn: Drawn, timeline: Timeline) => void = () => undefined): Promise<void> {
    const timeline = (this.timeline = await this.sim.frame())
    if (!timeline) return
    work(this.controls, this.drawn, timeline)
    this.sim.client.act(this.controls.action(timeline, null, FRAME_MILLIS), this.sim.clock.now())
    // What was just done is drawn in this frame already.
    for (const { hertz } of this.picture.frame(
      this.sim.client.frame(this.sim.clock.now())!,
      [],
      noInsight,
      FRAME_MILLIS,
    ))
      this.heard.push(hertz)
  }

  /** A key, which counts at once. */
  press(code: string, down: boolean): void {
    const action = this.controls.key(code, down)
    if (action !== null) this.sim.client.act(action, this.sim.clock.now())
  }
}
