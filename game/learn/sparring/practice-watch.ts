import type { Tally } from '../practice/arena.ts'

export interface Finding {
  worse: boolean
  /** On what it rests, as the rest of a sentence. */
  figures: string
}

/** How seldom it may be found worse where it is not, and not worse where it is. */
const FALSE_ALARM = 0.001
const MISSED = 0.1
/** By how much a share of points must have fallen to be worse. */
const FALL = 0.1
/** Points by which it is told how it did against a rival at the beginning. */
const BASELINE = 100

/** Whether a share of points is what is expected or has fallen by FALL, told as soon as the points can tell: Wald's sequential probability ratio test
 *  (1945). */
export class SequentialTest {
  won = 0
  lost = 0
  private evidence = 0

  constructor(readonly expected: number) {}

  /** Takes points; null: they cannot tell yet. */
  add({ won, lost }: Tally): 'fell' | 'holds' | null {
    const expected = Math.max(0.02, Math.min(0.98, this.expected))
    const feared = Math.max(0.01, expected - FALL)
    this.won += won
    this.lost += lost
    this.evidence += won * Math.log(feared / expected) + lost * Math.log((1 - feared) / (1 - expected))
    if (this.evidence > Math.log((1 - MISSED) / FALSE_ALARM)) return 'fell'
    return this.evidence < Math.log(MISSED / (1 - FALSE_ALARM)) ? 'holds' : null
  }
}

interface Rival {
  name: string
  /** Share of the points against it at the beginning; null while these are counted. */
  began: number | null
  counted: Tally
  test: SequentialTest | null
  holds: boolean
}

/** Whether practice has made a policy worse, by the points of practice themselves: against the one that the match began with, and against
 *  built-ins, compared with how it did at the beginning. It costs nothing, since these games are played anyway. */
export class PracticeWatch {
  private readonly rivals: Rival[]

  /** first: the name of the matchup against the one that the match began with; expected: the share of its points that is no progress, and null
   *  where that must be counted. others: matchups of rivals that do not change either. */
  constructor(
    private readonly first: string,
    expected: number | null,
    others: readonly string[],
  ) {
    this.rivals = [first, ...others].map((name) => ({
      name,
      began: name === first ? expected : null,
      counted: { won: 0, lost: 0 },
      test: null,
      holds: false,
    }))
  }

  /** Takes the points of a round by matchup. A finding as soon as there is one: worse where it fell against any rival, and not where it holds
   *  against all; then it begins anew. */
  add(results: ReadonlyMap<string, Tally>): Finding | null {
    for (const rival of this.rivals) {
      const tally = results.get(rival.name)
      if (!tally || rival.holds) continue
      const verdict = this.judge(rival, tally)
      if (verdict === 'fell') return this.finding(true, rival)
      rival.holds = verdict === 'holds'
    }
    return this.rivals.every(({ holds }) => holds) ? this.finding(false, this.rivals[0]!) : null
  }

  private judge(rival: Rival, tally: Tally): 'fell' | 'holds' | null {
    if (rival.began === null) {
      const { counted } = rival
      counted.won += tally.won
      counted.lost += tally.lost
      const points = counted.won + counted.lost
      if (points >= BASELINE) rival.began = counted.won / points
      return null
    }
    // A beginning that was counted is known to a standard error: by that much it may have been luck.
    const { won, lost } = rival.counted
    const luck = won + lost === 0 ? 0 : Math.sqrt((rival.began * (1 - rival.began)) / (won + lost))
    rival.test ??= new SequentialTest(rival.began - luck)
    return rival.test.add(tally)
  }

  private finding(worse: boolean, { name, test, began, counted }: Rival): Finding {
    const { won, lost } = test!
    const against = name === this.first ? 'the one that the match began with' : `the ${name} built-in`
    const before = counted.won + counted.lost === 0 ? '' : `, and ${Math.round(100 * began!)} of 100 at the beginning`
    for (const rival of this.rivals) {
      rival.test = null
      rival.holds = false
    }
    return { worse, figures: `${won} of ${won + lost} practice points against ${against}${before}` }
  }
}
