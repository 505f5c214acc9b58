/** A struck note: at once there, then dying away. */
export interface Note {
  hertz: number
  seconds: number
  /** 0 to 1. */
  loudness: number
  /** −1 left to 1 right. */
  pan: number
  shape: OscillatorType
  /** Seconds from now. */
  after: number
}

/** A minor pentatonic from A3, Hz: whatever sounds together fits. */
export const SCALE = [220, 261.63, 293.66, 329.63, 392, 440, 523.25, 587.33] as const

export const note = (
  hertz: number,
  seconds: number,
  loudness: number,
  pan: number,
  shape: OscillatorType,
  after = 0,
): Note => ({ hertz, seconds, loudness, pan, shape, after })

/** The end of a match. */
export function endNotes(won: boolean): Note[] {
  const steps = won ? [1, 3, 5, 7] : [4, 2, 1, 0]
  return steps.map((step, index) => note(SCALE[step]!, 0.3, 0.15, 0, 'triangle', 0.25 + index * 0.12))
}

/** A match was found: two steps up, twice, to be heard from another room. */
export const foundNotes = (): Note[] =>
  [3, 5, 3, 7].map((step, index) => note(SCALE[step]!, 0.22, 0.2, 0, 'triangle', index * 0.14))
