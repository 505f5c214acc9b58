import { beforeEach, describe, expect, test } from 'vitest'
import { PAUSE_LIMITS } from '../../server/match/pausing.ts'
import { FakePlayer, LobbyBench, sparring } from './lobby-bench.ts'

let bench: LobbyBench

async function leaveOne(player: FakePlayer): Promise<string> {
  const reply = await bench.lobby.play(player, sparring)
  if (!reply.ok || !('match' in reply)) throw new Error(JSON.stringify(reply))
  bench.begin(reply.match).match.lose(0, true)
  bench.ticks(2)
  return reply.match
}

const resultOf = (match: string) => bench.matches.get(match)?.match.result ?? null

describe('sparring matches whose people went away', () => {
  beforeEach(() => {
    bench = new LobbyBench({
      matchesHeld: 3,
      matchesHeldPerAddress: 2,
      matches: 1,
      matchesAlways: 1,
      matchesPerAddress: 1,
    })
  })

  test('take nobody the room, and are not shown as played', async () => {
    const first = await leaveOne(new FakePlayer('1', '192.0.2.1'))
    expect(bench.matches.full).toBe(false)
    expect(bench.matches.live().matches).toEqual([])
    await leaveOne(new FakePlayer('2', '192.0.2.1'))
    expect(resultOf(first)).toBe(null)
  })

  test('are so many at most, from one address and in all: who waited longest is given up', async () => {
    const ids = []
    for (const [name, address] of [
      ['1', '192.0.2.1'],
      ['2', '192.0.2.1'],
      ['3', '192.0.2.1'],
      ['4', '192.0.2.4'],
      ['5', '192.0.2.5'],
    ] as const)
      ids.push(await leaveOne(new FakePlayer(name, address)))
    expect(ids.map((id) => resultOf(id)?.gone?.how ?? 'held')).toEqual(['crowded', 'crowded', 'held', 'held', 'held'])
  })

  test('of a /48 give up one of themselves, not one of somebody else who waited longer', async () => {
    bench = new LobbyBench({ matchesHeld: 4, matchesHeldPerAddress: 4 })
    const ids = []
    for (const [name, address] of [
      ['1', '192.0.2.1'],
      ['2', '2001:db8:0:1'],
      ['3', '2001:db8:0:2'],
      ['4', '198.51.100.4'],
      ['5', '2001:db8:0:3'],
      ['6', '203.0.113.6'],
    ] as const)
      ids.push(await leaveOne(new FakePlayer(name, address)))
    const held = ids.map((id) => resultOf(id) === null)
    expect(held).toEqual([true, false, false, true, true, true])
  })

  test('of a /48 have the shares of a few addresses together', async () => {
    bench = new LobbyBench({ matchesHeldPerAddress: 1 })
    const ids = []
    for (let i = 0; i < 9; i++) ids.push(await leaveOne(new FakePlayer(`${i}`, `2001:db8:0:${i}`)))
    expect(ids.map((id) => resultOf(id)?.gone?.how ?? 'held')).toEqual([
      'crowded',
      ...Array.from({ length: 8 }, () => 'held'),
    ])
  })

  test('let nobody back in beyond what may be played, from one address and in all, and wait on meanwhile', async () => {
    bench = new LobbyBench({ matches: 3, matchesPerAddress: 1 })
    const [first, second, third] = [
      await leaveOne(new FakePlayer('1', '192.0.2.1')),
      await leaveOne(new FakePlayer('2', '192.0.2.1')),
      await leaveOne(new FakePlayer('3', '192.0.2.3')),
    ]
    const back = (id: string): string | null => bench.matches.returnRefusal(bench.match(id))?.code ?? null
    expect(back(first)).toBe(null)
    bench.match(first).match.join(0)
    expect(back(second)).toBe('address-full')
    expect(back(third)).toBe(null)
    for (const [name, address] of [
      ['4', '192.0.2.4'],
      ['5', '192.0.2.5'],
    ] as const)
      await bench.lobby.play(new FakePlayer(name, address), sparring)
    expect(back(third)).toBe('full')
    expect(resultOf(third)).toBe(null)
    bench.match(first).match.leave(0)
    expect(back(third)).toBe(null)
  })

  test('take room as long as they do not stand still', async () => {
    const reply = await bench.lobby.play(new FakePlayer('1'), sparring)
    if (!reply.ok || !('match' in reply)) throw new Error(JSON.stringify(reply))
    const { match } = bench.begin(reply.match)
    match.lose(0, true)
    expect(match.phase).toBe('playing')
    expect(bench.matches.full).toBe(true)
    bench.ticks(1)
    expect(match.phase).toBe('paused')
    expect(bench.matches.full).toBe(false)
  })

  test('are each the one match of their person, until they have waited for too long', async () => {
    const ann = new FakePlayer('1')
    const match = await leaveOne(ann)
    expect(bench.matches.waitingFor(ann.userId)).toMatchObject({ match, against: [{ kind: 'agent', name: 'Tracker' }] })
    bench.clock.turn(PAUSE_LIMITS.longest)
    bench.ticks(2)
    expect(resultOf(match)).toMatchObject({ reason: 'left', gone: { how: 'away' } })
    expect(bench.matches.playedBy(ann.userId)).toBe(null)
  })
})
