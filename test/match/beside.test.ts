import { beforeEach, describe, expect, test } from 'vitest'
import { checkLog } from '../../game/core/check-log.ts'
import { finalHashOf } from '../../game/core/row-hash.ts'
import { mountaincar } from '../../game/tasks/mountaincar/mountaincar.ts'
import type { PlayRequest } from '../../game/protocol/messages.ts'
import { builtinAgentId } from '../../server/base/ids.ts'
import type { HostedMatch } from '../../server/match/hosted-match.ts'
import { sharedChance } from '../../server/match/shared-chance.ts'
import { FakePlayer, LobbyBench, settled } from './lobby-bench.ts'

const steady = builtinAgentId('mountaincar', 'steady')
const race: PlayRequest = { mode: 'ranked', task: 'mountaincar', beside: steady }
const SECOND = 60

let bench: LobbyBench
let ann: FakePlayer
beforeEach(() => {
  bench = new LobbyBench()
  ann = new FakePlayer('1')
})

async function open(request = race): Promise<{ mine: HostedMatch; other: HostedMatch }> {
  const reply = await bench.lobby.play(ann, request)
  if (!reply.ok || !('match' in reply)) throw new Error(JSON.stringify(reply))
  const mine = bench.match(reply.match)
  return { mine, other: mine.beside! }
}

/** Time passes until this match is over. */
function untilOver({ match }: HostedMatch): void {
  for (let i = 0; i < 60 * SECOND && match.phase !== 'over'; i++) bench.ticks(1)
}

describe('an agent beside a person', () => {
  test('plays a match of its own from the same start at the same time, and each ends by itself', async () => {
    const { mine, other } = await open()
    expect(other.match.header.seats).toMatchObject([{ kind: 'agent', id: steady }])
    // Nothing begins before its person is there.
    bench.ticks(5 * SECOND)
    expect([mine.match.phase, other.match.phase]).toEqual(['waiting', 'waiting'])
    bench.begin(mine.id)
    bench.ticks(4)
    expect([mine.match.tickNumber, other.match.tickNumber]).toEqual([0, 0])
    expect(finalHashOf(other.match.state)).toBe(finalHashOf(mine.match.state))
    bench.ticks(3.5 * SECOND)
    expect(mine.match.tickNumber).toBeGreaterThan(5)
    expect(mine.match.tickNumber - other.match.tickNumber).toBeGreaterThanOrEqual(0)
    expect(mine.match.tickNumber - other.match.tickNumber).toBeLessThanOrEqual(2)
    // Who does nothing stays in the valley; the agent does not.
    untilOver(other)
    expect(mine.match.phase).toBe('playing')
    untilOver(mine)
    expect(other.match.scores[0]).toBeGreaterThan(mine.match.scores[0]!)
    for (const { match } of [mine, other]) {
      expect(match.result?.reason).toMatch(/finished|time/)
      expect(checkLog(mountaincar, match.record())).toEqual({ ok: true })
    }
  })

  test('stands still and goes on with a person who pauses', async () => {
    const { mine, other } = await open({ mode: 'sparring', task: 'mountaincar', beside: steady })
    bench.begin(mine.id)
    bench.ticks(3.3 * SECOND)
    mine.match.pause(true)
    bench.ticks(6)
    const { tickNumber } = other.match
    expect(other.match.phase).toBe('paused')
    bench.ticks(2 * SECOND)
    expect(other.match.tickNumber).toBe(tickNumber)
    mine.match.pause(false)
    bench.ticks(3.3 * SECOND)
    expect(other.match.tickNumber).toBeGreaterThan(tickNumber)
  })

  test('ends where the person leaves their own match in the middle', async () => {
    const { mine, other } = await open()
    bench.begin(mine.id)
    bench.ticks(3.5 * SECOND)
    mine.match.leave(0)
    expect(mine.match.result?.reason).toBe('left')
    expect(other.match.result?.reason).toBe('void')
  })

  test('plays again beside who plays again; what was left of the match before ends', async () => {
    const { mine, other } = await open()
    // The agent's is never over by itself.
    other.match.tick = () => undefined
    bench.begin(mine.id)
    untilOver(mine)
    await bench.safe(mine)
    expect(await bench.lobby.rematch(ann, mine)).toEqual({ ok: true })
    await settled()
    const next = bench.match(bench.opened.at(-2)!)
    expect(next.beside?.match.header.seats).toMatchObject([{ kind: 'agent', id: steady }])
    expect(other.match.result?.reason).toBe('void')
  })

  test('is refused in a game of two, and where an agent is named to be watched', async () => {
    for (const request of [
      { mode: 'ranked', task: 'pong', beside: steady },
      { ...race, agentId: steady },
    ] as const)
      expect(await bench.lobby.play(ann, request)).toMatchObject({ ok: false, code: 'no-race' })
  })
})

test('the second of two matches takes the words that the first drew, and never foretells what the first will draw', () => {
  let fresh = 0
  const { first, second } = sharedChance({ word: () => ++fresh })
  expect([first.word(), first.word()]).toEqual([1, 2])
  expect([second.word(), second.word(), second.word()]).toEqual([1, 2, 3])
  expect(first.word()).toBe(4)
})
