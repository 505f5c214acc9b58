import { expect, test } from 'vitest'
import { LIMITS } from '../../server/base/limits.ts'
import { FakePlayer, LobbyBench, settled, sparring } from './lobby-bench.ts'

const ranked = { mode: 'ranked', task: 'pong' } as const
const crowd = (count: number, address?: string): FakePlayer[] =>
  Array.from({ length: count }, (_, i) => new FakePlayer(String(i), address))

/** Lets the line look and everybody be served. */
async function look(bench: LobbyBench): Promise<void> {
  bench.clock.turn(600)
  for (let i = 0; i < 20; i++) await settled()
}

test('who comes when the house is full stands in line, is told the place as it changes, and plays when there is room', async () => {
  const bench = new LobbyBench({ matches: 1 })
  const [ann, bob, eve] = crowd(3) as [FakePlayer, FakePlayer, FakePlayer]
  const first = await bench.lobby.play(ann, ranked)
  expect(await bench.lobby.play(bob, ranked)).toEqual({ ok: true, waiting: 'line', place: 1 })
  expect(await bench.lobby.play(eve, ranked)).toEqual({ ok: true, waiting: 'line', place: 2 })
  await look(bench)
  expect(bench.matches.count).toBe(1)
  bench.match('match' in first ? first.match : '').match.void()
  await look(bench)
  expect(bob.heard('lobby:matched')).toHaveLength(1)
  expect(eve.heard('lobby:line')).toEqual([{ place: 1 }])
  expect(eve.heard('lobby:matched')).toEqual([])
  expect(bench.matches.count).toBe(1)
})

test('who comes later does not overtake the line when there is room', async () => {
  const bench = new LobbyBench({ matchesAlways: 0 })
  const [ann, bob] = crowd(2) as [FakePlayer, FakePlayer]
  bench.admission.open = false
  await bench.lobby.play(ann, ranked)
  bench.admission.open = true
  expect(await bench.lobby.play(bob, ranked)).toMatchObject({ waiting: 'line', place: 2 })
  await look(bench)
  expect([ann, bob].map((player) => player.heard('lobby:matched').length)).toEqual([1, 1])
})

test('who cancels or goes stands in line no longer, and the others move up', async () => {
  const bench = new LobbyBench({ matchesAlways: 0 })
  const [ann, bob, eve] = crowd(3) as [FakePlayer, FakePlayer, FakePlayer]
  bench.admission.open = false
  for (const player of [ann, bob, eve]) await bench.lobby.play(player, ranked)
  bench.lobby.cancel(ann)
  bench.lobby.disconnected(bob)
  expect(eve.heard('lobby:line')).toEqual([{ place: 2 }, { place: 1 }])
  bench.admission.open = true
  await look(bench)
  expect(bench.matches.count).toBe(1)
  expect(bench.lobby.waitingCount).toBe(0)
})

test('two who stood in line for a person are paired', async () => {
  const bench = new LobbyBench({ matchesAlways: 0 })
  const [ann, bob] = crowd(2) as [FakePlayer, FakePlayer]
  bench.admission.open = false
  for (const player of [ann, bob]) await bench.lobby.play(player, { mode: 'people', task: 'pong' })
  bench.admission.open = true
  await look(bench)
  expect(ann.heard('lobby:answer')).toMatchObject([{ ok: true, waiting: 'people' }])
  expect(ann.heard('lobby:matched')).toEqual(bob.heard('lobby:matched'))
  expect(bench.matches.count).toBe(1)
})

test('a /48 has the shares of a few addresses in matches, in line and in invitations', async () => {
  const SITE = LIMITS.sharesPerSite
  const people = (offset: number): FakePlayer[] =>
    Array.from({ length: SITE + 1 }, (_, i) => new FakePlayer(String(offset + i), `2001:db8:1:${offset + i}`))
  const bench = new LobbyBench({ matchesPerAddress: 1, linePerAddress: 1, invitationsPerAddress: 1 })
  const invited = []
  for (const player of people(0)) invited.push(await bench.lobby.play(player, { mode: 'invite', task: 'pong' }))
  expect(invited.filter(({ ok }) => ok)).toHaveLength(SITE)
  expect(invited.at(-1)).toMatchObject({ code: 'too-many-invitations' })
  const played = []
  for (const player of people(100)) played.push(await bench.lobby.play(player, ranked))
  expect(played.filter(({ ok }) => ok)).toHaveLength(SITE)
  expect(played.at(-1)).toMatchObject({ code: 'address-full' })
  expect(await bench.lobby.play(new FakePlayer('300', '2001:db8:2:1'), ranked)).toMatchObject({ ok: true })
  const full = new LobbyBench({ matchesAlways: 0, linePerAddress: 1 })
  full.admission.open = false
  const inLine = []
  for (const player of people(0)) inLine.push(await full.lobby.play(player, ranked))
  expect(inLine.at(-1)).toMatchObject({ code: 'line-address-full' })
  expect(full.lobby.waitingCount).toBe(SITE)
})

test('who cannot be served does not hold up the line', async () => {
  const bench = new LobbyBench({ matchesAlways: 0 })
  const [ann, bob] = crowd(2) as [FakePlayer, FakePlayer]
  bench.admission.open = false
  for (const player of [ann, bob]) await bench.lobby.play(player, ranked)
  ann.send = () => {
    throw new Error('This connection is gone')
  }
  bench.admission.open = true
  await look(bench)
  await look(bench)
  expect(bob.heard('lobby:matched')).toHaveLength(1)
  expect(bench.lines.lines.map(({ msg }) => msg)).toContain('Somebody who stood in line could not be served')
})

test('a line that is too long takes nobody', async () => {
  const bench = new LobbyBench({ matchesAlways: 0, line: 2 })
  bench.admission.open = false
  const replies = []
  for (const player of crowd(3)) replies.push(await bench.lobby.play(player, ranked))
  expect(replies).toMatchObject([{ place: 1 }, { place: 2 }, { ok: false, code: 'full' }])
})

test('an address has its share of the line, and who comes from elsewhere still finds a place', async () => {
  const bench = new LobbyBench({ matchesAlways: 0, line: 4, linePerAddress: 2 })
  bench.admission.open = false
  const near = crowd(3, '192.0.2.1')
  const replies = []
  for (const player of near) replies.push(await bench.lobby.play(player, ranked))
  expect(replies).toMatchObject([{ place: 1 }, { place: 2 }, { ok: false, code: 'line-address-full' }])
  expect(await bench.lobby.play(new FakePlayer('99', '192.0.2.2'), ranked)).toMatchObject({ waiting: 'line', place: 3 })
  // Who asks again stands in line once; a place that is given up is free for the next one.
  expect(await bench.lobby.play(near[1]!, ranked)).toMatchObject({ waiting: 'line', place: 3 })
  bench.lobby.cancel(near[0]!)
  expect(await bench.lobby.play(near[2]!, ranked)).toMatchObject({ waiting: 'line', place: 3 })
})

test('an address plays ten matches at once, sparring included, and not one more', async () => {
  const bench = new LobbyBench()
  const replies = []
  for (const player of crowd(12, '192.0.2.1')) replies.push(await bench.lobby.play(player, sparring))
  expect(replies.map(({ ok }) => ok)).toEqual([...Array(10).fill(true), false, false])
  expect(replies.at(-1)).toMatchObject({ code: 'address-full' })
  expect(await bench.lobby.play(new FakePlayer('99', '192.0.2.2'), sparring)).toMatchObject({ ok: true })
})

test('an address that asks for many at the same moment gets no more than ten', async () => {
  const bench = new LobbyBench()
  await Promise.all(crowd(30, '192.0.2.1').map((player) => bench.lobby.play(player, sparring)))
  expect(bench.matches.count).toBe(10)
})

test('a person plays one match, however many are asked for at once', async () => {
  const bench = new LobbyBench()
  const tabs = Array.from({ length: 5 }, () => new FakePlayer('1'))
  await Promise.all(tabs.map((tab) => bench.lobby.play(tab, ranked)))
  for (const tab of tabs) await bench.lobby.play(tab, { mode: 'people', task: 'pong' })
  for (const tab of tabs) await bench.lobby.play(tab, sparring)
  expect(bench.matches.count).toBe(1)
})

test('invitations are bounded in number, in all and from an address', async () => {
  const bench = new LobbyBench({ invitations: 5, invitationsPerAddress: 3 })
  const invite = { mode: 'invite', task: 'pong' } as const
  const ask = async (player: FakePlayer) => (await bench.lobby.play(player, invite)).ok
  const near = await Promise.all(crowd(4, '192.0.2.1').map(ask))
  expect(near).toEqual([true, true, true, false])
  const others = []
  for (let i = 10; i < 13; i++) others.push(await ask(new FakePlayer(String(i))))
  expect(others).toEqual([true, true, false])
  bench.clock.turn(31 * 60_000)
  expect(bench.lobby.waitingCount).toBe(0)
})

test('of matches that are over only so many are kept, and all alarms are gone when they are forgotten', async () => {
  const bench = new LobbyBench({ matchesOver: 3 })
  const [ann] = crowd(1) as [FakePlayer]
  const ids: string[] = []
  for (let i = 0; i < 6; i++) {
    const reply = await bench.lobby.play(ann, { ...sparring, leave: ids.at(-1) })
    if (reply.ok && 'match' in reply) ids.push(reply.match)
    bench.ticks(1)
  }
  await settled()
  expect(ids.map((id) => bench.matches.get(id) !== null)).toEqual([false, false, true, true, true, true])
  bench.matches.playedBy(ann.userId)?.match.void()
  await settled()
  bench.clock.turn(121_000)
  expect(ids.map((id) => bench.matches.get(id))).toEqual(Array(6).fill(null))
  expect(bench.clock.waiting).toBe(0)
})

test('an agent whose brain never answers holds no match for ever', async () => {
  const bench = new LobbyBench()
  const [ann] = crowd(1) as [FakePlayer]
  const reply = await bench.lobby.play(ann, sparring)
  const hosted = bench.begin('match' in reply ? reply.match : '')
  // Nobody moves on either side.
  for (let i = 0; i < 20_000 && hosted.match.phase !== 'over'; i++) bench.ticks(10)
  expect(hosted.match.phase).toBe('over')
})
