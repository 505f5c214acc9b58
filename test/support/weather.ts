import { SeededChance } from '../../game/core/chance.ts'

/** How a network treats what is sent one way, ms. */
export interface WeatherSetup {
  delay: number
  /** Most that the delay differs from that. */
  jitter: number
  /** Share of what is sent that is held for so long, and all behind it. */
  held?: { share: number; millis: number }
}

/** Batches come 150 ± 50 ms late; 3 % of them, and all behind them, are held for 250 ms. */
export const BAD_WEATHER: WeatherSetup = { delay: 150, jitter: 50, held: { share: 0.03, millis: 250 } }
export const CALM: WeatherSetup = { delay: 0, jitter: 0 }

/** One way of a connection that keeps its order, as TCP does: says when what is sent now arrives. The same seed makes the same weather. */
export class Weather {
  private last = 0
  private readonly chance: SeededChance

  constructor(
    private readonly setup: WeatherSetup,
    seed: number,
  ) {
    this.chance = new SeededChance(seed)
  }

  /** When it arrives, ms of the clock of `now`. */
  arrival(now: number): number {
    const { delay, jitter, held } = this.setup
    let at = now + delay + (2 * this.chance.uniform() - 1) * jitter
    if (held && this.chance.uniform() < held.share) at += held.millis
    this.last = Math.max(this.last, at)
    return this.last
  }
}
