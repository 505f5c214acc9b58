import type {} from '../../app/match/_hooks/use-console-handle.ts'
import type { TrainerCommand, TrainerEvent, TrainerStatus } from '../../app/_trainer/trainer-protocol.ts'
import { SeededChance } from '../../game/core/chance.ts'
import { PONG_LAYOUT, TIMING } from '../../game/tasks/pong/layout.ts'
import { personByName } from './people/kinds.ts'
import { seatPerson } from './people/person.ts'

/** This file is built for the page, whose own scripts know nothing of it. */

/** By the code of an action: stay, up, down. */
const KEYS = [null, 'KeyW', 'KeyS'] as const
const LOOK_MILLIS = 4

export interface PersonInPage {
  /** Ticks of matches that they have played. */
  ticks: number
  /** Points won in them, by themselves and by the other. */
  points: [own: number, other: number]
  /** From what they saw to the paddle's first move after it, in ticks: of each time that they set out. */
  delays: number[]
  stop(): void
}

/** Seats a scripted person at the page's keyboard, until they are stopped: what they see is the state that the page has of its match, and what
 *  they decide becomes key events. They decide as often as in simulation; what the page and the server take is their delay. */
export function sitDown(name: string, seed: number): PersonInPage {
  const { decide } = seatPerson(personByName(name), new SeededChance(seed))
  const row = new Float64Array(PONG_LAYOUT.length)
  let held: string | null = null
  const hold = (key: string | null): void => {
    if (key === held) return
    if (key) window.dispatchEvent(new KeyboardEvent('keydown', { code: key, bubbles: true }))
    if (held) window.dispatchEvent(new KeyboardEvent('keyup', { code: held, bubbles: true }))
    held = key
  }
  let match: unknown = null
  let [seen, decided] = [0, 0]
  let scores: readonly [number, number] = [0, 0]
  let setOut: { tick: number; way: number } | null = null
  const turn = (): void => {
    const { state, confirmed, seat } = window.sparring ?? {}
    if (!state || !confirmed || (seat !== 0 && seat !== 1)) return hold(null)
    const [own, other] = seat === 0 ? (['left', 'right'] as const) : (['right', 'left'] as const)
    const tick = state['tick']!
    if (window.sparring !== match) {
      match = window.sparring
      seen = decided = tick
      scores = [0, 0]
      setOut = null
    }
    person.ticks += Math.max(0, tick - seen)
    seen = Math.max(seen, tick)
    const now = [confirmed[`${own}Score`]!, confirmed[`${other}Score`]!] as const
    for (const i of [0, 1] as const) person.points[i] += now[i] - scores[i]
    scores = now
    const moves = Math.sign(confirmed[`${own}Vy`]!)
    if (setOut && confirmed['tick']! > setOut.tick && moves === setOut.way) {
      person.delays.push(confirmed['tick']! - setOut.tick)
      setOut = null
    }
    if (Math.floor(tick / TIMING.decisionPeriod) === Math.floor(decided / TIMING.decisionPeriod)) return
    decided = tick
    for (const [i, name] of PONG_LAYOUT.entries()) row[i] = state[name]!
    const key = KEYS[decide(row, seat)] ?? null
    if (key !== held) setOut = key && !held && moves === 0 ? { tick, way: key === 'KeyW' ? 1 : -1 } : null
    hold(key)
  }
  const turns = setInterval(turn, LOOK_MILLIS)
  const person: PersonInPage = {
    ticks: 0,
    points: [0, 0],
    delays: [],
    stop() {
      clearInterval(turns)
      hold(null)
    },
  }
  return person
}

/** What one trainer of the page last told, and the last revision that it was told the server holds. */
export interface HeardTrainer {
  status: TrainerStatus | null
  served: number
  /** When its ghost first expected something, and when that first came out, as the page's clock has it; null: not yet. */
  expected: number | null
  cameOut: number | null
  /** When it was first told that the server plays a revision of its own. */
  firstServed: number | null
}

/** Listens to every trainer that the page starts from now on. */
export function hearTrainers(): HeardTrainer[] {
  const heard: HeardTrainer[] = []
  const PageWorker = window.Worker
  window.Worker = class extends PageWorker {
    private readonly heard: HeardTrainer = { status: null, served: 0, expected: null, cameOut: null, firstServed: null }

    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options)
      heard.push(this.heard)
      this.addEventListener('message', ({ data }: MessageEvent<TrainerEvent>) => {
        if (data.type === 'status') this.heard.status = data.status
        if (data.type !== 'foretold') return
        this.heard.expected ??= performance.now()
        if (data.foretold.outcome) this.heard.cameOut ??= performance.now()
      })
    }

    override postMessage(message: unknown, transfer?: StructuredSerializeOptions | Transferable[]): void {
      const command = message as TrainerCommand
      if (command.type === 'served') {
        if (command.revision > this.heard.served && this.heard.status?.practiceDecisions)
          this.heard.firstServed ??= performance.now()
        this.heard.served = command.revision
      }
      super.postMessage(message, transfer as Transferable[])
    }
  }
  return heard
}

/** When each stage of a visit was first there, as the page's clock has it: a press, a frame of the court, one in which the ball moves, and a
 *  sentence of what the partner noticed. */
export type Stages = Partial<Record<'clicked' | 'court' | 'ball' | 'said', number>>

/** Notes the stages of this visit from now on. */
export function watchStages(): Stages {
  const stages: Stages = {}
  addEventListener('click', () => (stages.clicked ??= performance.now()), { capture: true })
  const look = (): void => {
    const { drawn, state } = window.sparring ?? {}
    if (drawn) stages.court ??= performance.now()
    if (drawn && state && state['ballVx'] !== 0) stages.ball ??= performance.now()
    for (const output of document.querySelectorAll('output'))
      if (output.textContent.startsWith('It noticed')) stages.said ??= performance.now()
    requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
  return stages
}
