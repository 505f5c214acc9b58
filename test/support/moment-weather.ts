import { Weather, type WeatherSetup } from './weather.ts'

/** Thirty a second, as batches may go. */
const MOMENT_MILLIS = 1000 / 30

/** Weather that draws the fate of each moment whether something is sent in it or not: what is sent arrives at the same time, however much
 *  else is. */
export class MomentWeather {
  private readonly weather: Weather
  private next: number | null = null
  private latest = 0

  constructor(setup: WeatherSetup, seed: number) {
    this.weather = new Weather(setup, seed)
  }

  arrival(now: number): number {
    this.next ??= now
    for (; this.next <= now; this.next += MOMENT_MILLIS) this.latest = this.weather.arrival(this.next)
    return Math.max(now, this.latest)
  }
}
