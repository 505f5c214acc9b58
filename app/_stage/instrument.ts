import { onSettingsChange, settings } from '../_ui/settings.ts'
import type { Note } from './notes.ts'

/** Plays the short dry sounds of courts, made on the spot, as loud as is chosen. Silent until the reader has touched the page (browsers want
 *  it so). */
export class Instrument {
  private context: AudioContext | null = null
  private loudness: GainNode | null = null

  /** To be called from a touch or a key: from then on there may be sound. */
  unlock(): void {
    if (this.context?.state === 'suspended') void this.context.resume()
    if (this.context || isSilent() || typeof AudioContext === 'undefined') return
    this.context = new AudioContext({ latencyHint: 'interactive' })
    this.loudness = new GainNode(this.context, { gain: gainOf(settings().volume) })
    this.loudness.connect(this.context.destination)
    onSettingsChange(() => {
      if (this.loudness) this.loudness.gain.value = gainOf(settings().volume)
    })
  }

  play(notes: readonly Note[]): void {
    const { context, loudness } = this
    if (!context || !loudness || isSilent() || context.state !== 'running') return
    for (const { hertz, seconds, loudness: peak, pan, shape, after } of notes) {
      const start = context.currentTime + after
      const oscillator = new OscillatorNode(context, { type: shape, frequency: hertz })
      const gain = new GainNode(context, { gain: 0 })
      gain.gain.setValueAtTime(0, start)
      gain.gain.linearRampToValueAtTime(peak, start + 0.003)
      gain.gain.exponentialRampToValueAtTime(0.0005, start + seconds)
      oscillator.connect(gain).connect(new StereoPannerNode(context, { pan })).connect(loudness)
      oscillator.start(start)
      oscillator.stop(start + seconds + 0.02)
    }
  }
}

let instrument: Instrument | null = null

/** The page's one instrument: once it may sound it may in every match. */
export const pageInstrument = (): Instrument => (instrument ??= new Instrument())

const isSilent = (): boolean => settings().muted || settings().volume === 0

/** Half of the way is heard as about half as loud. */
const gainOf = (volume: number): number => volume ** 2
