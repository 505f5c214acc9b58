import { deflateRawSync, inflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeLog, encodeLog, type MatchLog } from '../../game/core/match-log.ts'
import { checkLine } from '../../server/jobs/check-line.ts'
import { pong } from '../../game/tasks/pong/pong.ts'
import { parseJournalLine } from '../../server/base/journal-line.ts'
import type { JournalLine } from '../../server/base/jobs-protocol.ts'
import { playedLine, userSeat } from '../support/journal-lines.ts'

const good = playedLine('match1', [userSeat('ann'), userSeat('bob')])

/** The line with its log changed by somebody who also mends the log's checksum. */
function withLog(change: (log: MatchLog) => void): JournalLine {
  const log = decodeLog(inflateRawSync(Buffer.from(good.log, 'base64')))
  change(log)
  return { ...good, log: deflateRawSync(encodeLog(log)).toString('base64') }
}

describe('a result', () => {
  test('that follows from its log is checked', () => {
    const { footer } = decodeLog(inflateRawSync(Buffer.from(good.log, 'base64')))
    const { styles, ...verdict } = checkLine(good)
    expect(verdict).toEqual({
      status: 'checked',
      message: null,
      ticks: footer.ticks,
      finalHash: footer.finalHash,
      scored: false,
    })
    // Of both seats, what the same stepping shows of how they are played.
    expect(styles).toHaveLength(2)
    expect(pong.style!.habits(styles[0]!)[0]?.parts.some(({ count }) => count > 0)).toBe(true)
  })

  const seats = (change: (seat: JournalLine['seats'][number]) => object): JournalLine => ({
    ...good,
    seats: good.seats.map((seat) => ({ ...seat, ...change(seat) })),
  })
  test.each<[string, JournalLine]>([
    ['with other scores', seats(({ score }) => ({ score: score + 1 }))],
    ['with the places exchanged', seats(({ place }) => ({ place: 3 - place }))],
    ['of another match', { ...good, matchId: 'match2' }],
    ['of another task', { ...good, task: 'catch' }],
    ['of a version that is not there', { ...good, taskVersion: 99 }],
    ['with other options', { ...good, options: { target: 5 } }],
    ['with an option that the log has not', { ...good, options: { ...good.options, wind: 1 } }],
    ['whose log is cut', { ...good, log: good.log.slice(0, good.log.length / 2) }],
    ['whose log is nothing', { ...good, log: '' }],
    ['whose log has another final hash', withLog((log) => (log.footer.finalHash = '0'.repeat(16)))],
    [
      'whose log claims other scores too',
      { ...withLog((log) => (log.footer.scores = [7, 7])), seats: seats(() => ({ score: 7 })).seats },
    ],
    ['whose log lost some inputs', withLog((log) => (log.body = log.body.slice(0, log.body.length - 40)))],
  ])('%s is disputed', (_, line) => {
    expect(checkLine(line)).toMatchObject({ status: 'disputed', message: expect.any(String), styles: [] })
  })

  test('of a match that was broken off is void, whatever its log holds', () => {
    expect(checkLine({ ...good, reason: 'void' }).status).toBe('void')
    expect(checkLine({ ...good, reason: 'void', log: '' }).status).toBe('void')
  })

  test('whose log would inflate without end is disputed, not read', () => {
    const log = deflateRawSync(Buffer.alloc(100_000_000)).toString('base64')
    expect(checkLine({ ...good, log })).toMatchObject({ status: 'disputed' })
  })

  test('with any byte of its log changed never throws', () => {
    const bytes = Buffer.from(good.log, 'base64')
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const changed = Buffer.from(bytes)
        changed[at]! ^= flip
        expect(['checked', 'disputed']).toContain(checkLine({ ...good, log: changed.toString('base64') }).status)
      }),
      { numRuns: 60 },
    )
  })
})

test('a journal line is read as it was written, and nothing else is', () => {
  expect(parseJournalLine(JSON.stringify(good))).toEqual(good)
  for (const text of ['', '{}', 'null', '[1]', '{"matchId":', JSON.stringify({ ...good, seats: [] })])
    expect(parseJournalLine(text)).toBeNull()
})

test('a line that an earlier version wrote is read after an update, with its one option', () => {
  const { options, ...rest } = good
  const earlier = parseJournalLine(JSON.stringify({ ...rest, target: options['target'] }))
  expect(earlier).toEqual({ ...good, options: { target: 1 } })
  expect(checkLine(earlier!)).toMatchObject({ status: 'checked' })
  expect(checkLine({ ...earlier!, options: { target: 2 } })).toMatchObject({ status: 'disputed' })
})

test('a line from before there was a difficulty is one of an agent that played its best', () => {
  const { difficulty, heldBack, ...earlier } = { ...good, difficulty: 'easy' as const, heldBack: 0.25 }
  expect(parseJournalLine(JSON.stringify(earlier))).toMatchObject({ difficulty: null, heldBack: 0 })
  expect(parseJournalLine(JSON.stringify({ ...earlier, difficulty, heldBack }))).toMatchObject({ difficulty, heldBack })
})

test('a line from before that was noted knows a partner as it was by its name', () => {
  const read = (changes: object): boolean[] => {
    const seats = good.seats.map(({ earlier: _, ...seat }) => ({ ...seat, ...changes }))
    return parseJournalLine(JSON.stringify({ ...good, seats }))!.seats.map(({ earlier }) => earlier!)
  }
  const asItWas = { agentId: 'a'.repeat(16), name: 'Ann’s partner, as it was' }
  expect(read(asItWas)).toEqual([true, true])
  expect(read({ ...asItWas, name: 'Ann’s partner' })).toEqual([false, false])
  expect(read({ ...asItWas, agentId: null })).toEqual([false, false])
  // Once it is noted, that counts.
  expect(read({ ...asItWas, earlier: false })).toEqual([false, false])
})

test('a score may be any number', () => {
  const seats = good.seats.map((seat) => ({ ...seat, score: -12.25 }))
  expect(parseJournalLine(JSON.stringify({ ...good, seats }))?.seats[0]?.score).toBe(-12.25)
})
