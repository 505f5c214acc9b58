import { useEffect, useState } from 'react'
import { scoresOf, type Row } from '../../../game/core/task.ts'
import type { MatchFeed } from '../../_net/match-feed.ts'
import type { MatchEntry } from '../../_net/match-snapshot.ts'
import type { Court } from '../../_stage/court.ts'
import { endWords, lostWords, scoreWords, servedWords } from '../said-words.ts'

/** What is read out of a match to who does not see it: after each round, at each serve, and at its end. Pauses say so themselves. */
export function useSaid(feed: MatchFeed | null, court: Court | null): string {
  const [said, setSaid] = useState('')
  useEffect(() => {
    if (!feed || !court) return
    const sayer = new Sayer(court, setSaid)
    const stops = [feed.onSlices(() => sayer.look(feed)), feed.subscribe(() => sayer.look(feed))]
    return () => {
      for (const stop of stops) stop()
    }
  }, [feed, court])
  return said
}

/** A score that changes all the time, as it does where no rounds are won, is said no more often than this. */
const SAID_AGAIN_MILLIS = 10_000

/** Notes how the match stands with each news of it, and says what came of a round at once; at the serve it says only whom that goes to. The last
 *  point is told with the end of the match, which no state comes after. */
export class Sayer {
  private scores: readonly number[] | null = null
  private lost = ''
  private stands = ''
  private awaitsServe = false
  private isOver = false
  private saidAt = -Infinity

  /** clock: ms. */
  constructor(
    private readonly court: Pick<Court, 'howLost' | 'servedTo' | 'roundsAreWon'>,
    private readonly tell: (text: string) => void,
    private readonly clock: () => number = () => performance.now(),
  ) {}

  look({ snapshot: { entry, result, paused }, recent }: Pick<MatchFeed, 'snapshot' | 'recent'>): void {
    if (!entry || this.isOver) return
    const [row, earlier] = recent
    if (row) this.note(entry, row, recent)
    if (result) {
      this.isOver = true
      return this.say(this.lost, endWords(entry, result))
    }
    const seat = row ? this.court.servedTo?.(row) : null
    if (seat === null) this.awaitsServe = true
    const goesOn = earlier !== undefined && this.scores !== null && isSame(scoresIn(entry, earlier), this.scores)
    if (!goesOn && !paused) return
    if (!this.court.roundsAreWon && this.clock() < this.saidAt + SAID_AGAIN_MILLIS) return
    const served = this.awaitsServe && typeof seat === 'number' ? servedWords(entry, seat) : ''
    this.say(this.lost, this.stands, served)
    if (seat !== null) this.awaitsServe = false
  }

  private note(entry: MatchEntry, row: Row, recent: Iterable<Row>): void {
    const then = this.scores
    const now = (this.scores = scoresIn(entry, row))
    if (!then || isSame(now, then)) return
    this.lost = lostWords(
      entry,
      this.court.howLost,
      skipWhile(recent, (state) => isSame(scoresIn(entry, state), now)),
      {
        before: then,
        now,
      },
    )
    this.stands = scoreWords(entry, now)
  }

  private say(...words: string[]): void {
    const text = words.filter(Boolean).join(' ')
    if (text) {
      this.tell(text)
      this.saidAt = this.clock()
    }
    this.lost = this.stands = ''
  }
}

const scoresIn = ({ task, header }: MatchEntry, state: Row): number[] => scoresOf(task, state, header.seats.length)

const isSame = (a: readonly number[], b: readonly number[]): boolean => a.every((value, i) => value === b[i])

function* skipWhile<T>(values: Iterable<T>, isSkipped: (value: T) => boolean): Iterable<T> {
  let skips = true
  for (const value of values) {
    skips &&= isSkipped(value)
    if (!skips) yield value
  }
}
