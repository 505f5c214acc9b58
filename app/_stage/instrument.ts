import type { Note } from './notes.ts'

const REMEMBERED = 'sparring.muted'

/** Plays the short dry sounds of courts, made on the spot. Silent until the reader has touched the page (browsers want it so), and while
 *  muted. */
export class Instrument {
  muted: boolean
  private context: AudioContext | null = null

  constructor() {
    this.muted = readMuted()
  }

  /** To be called from a touch or a key: from then on there may be sound. */
  unlock(): void {
    if (this.context?.state === 'suspended') void this.context.resume()
    if (this.context || this.muted || typeof AudioContext === 'undefined') return
    this.context = new AudioContext({ latencyHint: 'interactive' })
  }

  mute(muted: boolean): void {
    this.muted = muted
    try {
      localStorage.setItem(REMEMBERED, muted ? '1' : '0')
    } catch {
      // storage is blocked: the choice lasts as long as the page
    }
    if (!muted) this.unlock()
  }

  play(notes: readonly Note[]): void {
    const { context } = this
    if (!context || this.muted || context.state !== 'running') return
    for (const { hertz, seconds, loudness, pan, shape, after } of notes) {
      const start = context.currentTime + after
      const oscillator = new OscillatorNode(context, { type: shape, frequency: hertz })
      const gain = new GainNode(context, { gain: 0 })
      gain.gain.setValueAtTime(0, start)
      gain.gain.linearRampToValueAtTime(loudness, start + 0.003)
      gain.gain.exponentialRampToValueAtTime(0.0005, start + seconds)
      oscillator.connect(gain).connect(new StereoPannerNode(context, { pan })).connect(context.destination)
      oscillator.start(start)
      oscillator.stop(start + seconds + 0.02)
    }
  }
}

function readMuted(): boolean {
  try {
    return localStorage.getItem(REMEMBERED) === '1'
  } catch {
    return false
  }
}
