/** Where a simulation gets its randomness: from its host, one 32-bit word at a time, at declared moments only. */
export interface Chance {
  /** The next word, an integer from 0 to 2³² − 1. */
  word(): number
}

/** A uniform number in [0, 1) from one word. */
export const uniform = (chance: Chance): number => chance.word() / 4294967296

/** A seeded generator: sfc32 (Chris Doty-Humphrey, PractRand), four words of state filled from the seed by splitmix32. For training and tests;
 *  live matches draw from the system. */
export class SeededChance implements Chance {
  private a: number
  private b: number
  private c: number
  private counter = 1

  constructor(seed: number) {
    let s = seed | 0
    const next = (): number => {
      s = (s + 0x9e3779b9) | 0
      let z = s ^ (s >>> 16)
      z = Math.imul(z, 0x21f0aaad)
      z ^= z >>> 15
      z = Math.imul(z, 0x735a2d97)
      return z ^ (z >>> 15)
    }
    this.a = next()
    this.b = next()
    this.c = next()
    for (let i = 0; i < 12; i++) this.word()
  }

  word(): number {
    const sum = (((this.a + this.b) | 0) + this.counter) | 0
    this.counter = (this.counter + 1) | 0
    this.a = this.b ^ (this.b >>> 9)
    this.b = (this.c + (this.c << 3)) | 0
    this.c = (((this.c << 21) | (this.c >>> 11)) + sum) | 0
    return sum >>> 0
  }

  /** Its state, so that it can go on from here later: four words. */
  save(): Uint32Array {
    return Uint32Array.of(this.a, this.b, this.c, this.counter)
  }

  /** Goes on from where another one was saved. */
  load(words: ArrayLike<number>): void {
    this.a = words[0]! | 0
    this.b = words[1]! | 0
    this.c = words[2]! | 0
    this.counter = words[3]! | 0
  }

  /** Uniform in [0, 1). */
  uniform(): number {
    return this.word() / 4294967296
  }

  /** An integer from 0 to n − 1. */
  below(n: number): number {
    return Math.floor(this.uniform() * n)
  }
}

/** Chance that hands out words read from a log. Throws when the log holds fewer than the simulation asks for. */
export class LoggedChance implements Chance {
  private words: readonly number[] = []
  private next = 0

  /** Forgets what was not taken. */
  clear(): void {
    this.words = []
    this.next = 0
  }

  /** More words, after those that are loaded. */
  load(words: readonly number[]): void {
    this.words = this.words.length === 0 ? words : [...this.words, ...words]
  }

  word(): number {
    const word = this.words[this.next++]
    if (word === undefined) throw new Error('The log holds no chance for a step that asks for it')
    return word
  }

  /** Whether all loaded words were taken. */
  get spent(): boolean {
    return this.next === this.words.length
  }
}

/** Chance that remembers what it handed out, for the host that writes the log. */
export class RecordedChance implements Chance {
  readonly drawn: number[] = []

  constructor(private readonly source: Chance) {}

  word(): number {
    const word = this.source.word() >>> 0
    this.drawn.push(word)
    return word
  }
}
