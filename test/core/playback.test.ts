import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readEvents, type LogEvent } from '../../game/core/match-log.ts'
import { Playback } from '../../game/core/playback.ts'
import { hashRow } from '../../game/core/row-hash.ts'
import { pong } from '../../game/tasks/pong/pong.ts'
import { echoButtons, echoStick, echoTask } from '../support/echo-task.ts'
import { recordMatch, restlessActions } from '../support/record-match.ts'

/** Feeds a playback from where it stands to `to`, in portions, and returns the hash of each row on the way. */
function stepOn(playback: Playback, events: readonly LogEvent[], to: number, portion: number): number[] {
  const hashes: number[] = []
  while (playback.tick < to) {
    const until = Math.min(to, playback.tick + portion)
    const coming = events.slice(playback.position).filter((event) => event.tick <= until)
    playback.apply(coming, until, ({ state }) => hashes.push(hashRow(state)))
  }
  return hashes
}

test.each([pong, echoTask, echoButtons, echoStick])(
  'a playback of $id that goes on from a saved place gives the same rows as one that never stopped',
  (task) => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 1, max: 90 }),
        (seed, share, portion) => {
          const { log } = recordMatch(task, seed, restlessActions(task, seed), { ticks: 900 })
          const { ticks } = log.footer
          const playback = new Playback(task, log.header)
          const events = readEvents(log.body, playback.codec.bytes)
          // Before the reset there is a place too.
          const at = Math.floor(share * (ticks + 1)) - 1
          stepOn(playback, events, at, portion)
          const place = playback.save()
          const unbroken = stepOn(playback, events, ticks, portion)
          const { ended, differences } = playback

          const other = new Playback(task, log.header)
          for (const restored of [playback, other]) {
            restored.restore(place)
            expect([restored.tick, restored.position]).toEqual([at, place.position])
            expect(stepOn(restored, events, ticks, portion)).toEqual(unbroken)
            expect({ ended: restored.ended, differences: restored.differences }).toEqual({ ended, differences })
          }
        },
      ),
      { numRuns: 40 },
    )
  },
)

test('a saved place stays as it was while the playback goes on', () => {
  const { log } = recordMatch(pong, 3, restlessActions(pong, 3), { ticks: 300 })
  const playback = new Playback(pong, log.header)
  const events = readEvents(log.body, playback.codec.bytes)
  stepOn(playback, events, 100, 7)
  const place = playback.save()
  const before = structuredClone(place)
  stepOn(playback, events, 300, 7)
  expect(place).toEqual(before)
})
