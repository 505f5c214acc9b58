import { afterEach, beforeEach, expect, test } from 'vitest'
import { LIMITS } from '../../server/base/limits.ts'
import { SocketBench, type Client } from './socket-bench.ts'

const SITE = LIMITS.sharesPerSite

let bench: SocketBench
beforeEach(async () => {
  bench = await new SocketBench({ limits: { ...LIMITS, socketsPerAddress: 1, porchPerAddress: 1 } }).open()
})
afterEach(() => bench.close())

const from = (address: string): Promise<Client> =>
  bench.dial({ name: `p${bench.clients.length}`, headers: { 'x-forwarded-for': address } })

test('an IPv4 address has its own share of sockets, whatever its neighbours have', async () => {
  for (let i = 1; i <= SITE + 2; i++) await from(`192.0.2.${i}`)
  await expect(from('192.0.2.1')).rejects.toMatchObject({ data: { code: 'crowded' } })
})

test('of an IPv6 /48 each address has a share of sockets, and all together a few shares', async () => {
  await from('2001:db8:1:1::1')
  await expect(from('2001:db8:1:1::2')).rejects.toMatchObject({ data: { code: 'crowded' } })
  for (let i = 2; i <= SITE; i++) await from(`2001:db8:1:${i}::1`)
  await expect(from('2001:db8:1:ff::1')).rejects.toMatchObject({ data: { code: 'crowded' } })
  await from('2001:db8:2:1::1')
})

test('what comes from a /48 is counted together too', async () => {
  await bench.close()
  bench = await new SocketBench({ limits: { ...LIMITS, rarePerAddress: { perSecond: 1, burst: 1 } } }).open()
  const replies = []
  for (let i = 0; i <= SITE; i++) replies.push(await (await from(`2001:db8:1:${i}::1`)).ask('lobby:cancel', {}))
  expect(replies.filter(({ ok }) => ok)).toHaveLength(SITE)
  expect(replies.at(-1)).toMatchObject({ ok: false, code: 'too-fast' })
})

test('what an address may not send any more costs its sockets nothing of their own', async () => {
  await bench.close()
  const limits = { ...LIMITS, rarePerAddress: { perSecond: 1, burst: 1 }, rarePerSocket: { perSecond: 0.01, burst: 2 } }
  bench = await new SocketBench({ limits }).open()
  const [ann, bob] = [await from('2001:db8:1:1::1'), await from('2001:db8:1:1::1')]
  await ann.ask('lobby:cancel', {})
  for (let i = 0; i < 2; i++) expect(await bob.ask('lobby:cancel', {})).toMatchObject({ code: 'too-fast' })
  bench.clock.turn(1_000)
  expect(await bob.ask('lobby:cancel', {})).toEqual({ ok: true })
})
