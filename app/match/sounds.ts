import type { CourtEvent } from '../_stage/court.ts'

const REMEMBERED = 'sparring.muted'
/** A minor pentatonic from A3, Hz: whatever sounds together fits. */
const SCALE = [220, 261.63, 293.66, 329.63, 392, 440, 523.25, 587.33]

/** Short dry sounds, made on the spot. Silent until the reader has touched the page (browsers want it so), and while muted. */
export class Sounds {
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

  /** The sound of something on the court. mine: I did it, or won it; null: I watch. */
  play(event: CourtEvent, mine: boolean | null): void {
    const step = Math.min(4, Math.floor(event.force * 5))
    switch (event.kind) {
      case 'hit':
        return this.tone(
          SCALE[(event.seat === 0 ? 3 : 2) + step]! * (mine === false ? 0.5 : 1),
          0.075,
          0.22,
          event.pan * 0.6,
          'triangle',
        )
      case 'wall':
        return this.tone(SCALE[step]!, 0.04, 0.07, event.pan * 0.6, 'sine')
      case 'serve':
        return this.tone(SCALE[5]!, 0.05, 0.08, 0, 'sine')
      case 'point':
        if (mine === false) {
          this.tone(SCALE[2]!, 0.16, 0.16, event.pan * 0.4, 'triangle')
          this.tone(SCALE[0]!, 0.26, 0.16, event.pan * 0.4, 'triangle', 0.11)
        } else {
          this.tone(SCALE[5]!, 0.12, 0.16, event.pan * 0.4, 'triangle')
          this.tone(SCALE[7]!, 0.22, 0.16, event.pan * 0.4, 'triangle', 0.09)
        }
    }
  }

  /** The end of a match. */
  end(won: boolean): void {
    const notes = won ? [0, 2, 4, 6] : [4, 2, 1, 0]
    notes.forEach((note, index) =>
      this.tone(SCALE[note + (won ? 1 : 0)]!, 0.3, 0.15, 0, 'triangle', 0.25 + index * 0.12),
    )
  }

  /** A struck note: at once there, then dying away. hertz, seconds, loudness 0–1, pan −1–1, seconds from now. */
  private tone(hertz: number, seconds: number, loudness: number, pan: number, shape: OscillatorType, after = 0): void {
    const { context } = this
    if (!context || this.muted || context.state !== 'running') return
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

function readMuted(): boolean {
  try {
    return localStorage.getItem(REMEMBERED) === '1'
  } catch {
    return false
  }
}
