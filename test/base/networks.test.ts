import { expect, test } from 'vitest'
import { LIMITS } from '../../server/base/limits.ts'
import { addressOf, AddressCounts, hasRoom, networksOf, siteOf } from '../../server/base/networks.ts'

test.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:aaaa::1', '2001:db8:1:2'],
  ['2001:DB8:0001:0002::9', '2001:db8:1:2'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['fe80::1%eth0', 'fe80:0:0:0'],
  ['::1', '0:0:0:0'],
])('%s counts as %s', (written, address) => {
  expect(addressOf(written)).toBe(address)
  expect(addressOf(address)).toBe(address)
})

test('an IPv6 address has its own share, and one of that of all around it; an IPv4 address has only its own', () => {
  expect(networksOf('192.0.2.7')).toEqual([{ key: '192.0.2.7', times: 1 }])
  expect(networksOf('2001:db8:1:2')).toEqual([
    { key: '2001:db8:1:2', times: 1 },
    { key: '2001:db8:1::/48', times: LIMITS.sharesPerSite },
  ])
  expect(siteOf('192.0.2.7')).toBe('192.0.2.0/24')
  expect(siteOf('2001:db8:1:2')).toBe('2001:db8:1::/48')
})

/** So many addresses of one /48. */
const site = (count: number): string[] => Array.from({ length: count }, (_, i) => `2001:db8:1:${(i + 16).toString(16)}`)

test('who has a /48 has the shares of a few addresses, not of 65,536', () => {
  const most = 3
  const taken: string[] = []
  for (const address of site(100))
    for (let i = 0; i < most + 1; i++) if (hasRoom(address, taken, most)) taken.push(address)
  expect(taken).toHaveLength(most * LIMITS.sharesPerSite)
  expect(hasRoom('2001:db8:2:1', taken, most)).toBe(true)
  const two = ['192.0.2.1', '192.0.2.1', '192.0.2.2']
  expect([hasRoom('192.0.2.1', two, 2), hasRoom('192.0.2.2', two, 2)]).toEqual([false, true])
})

test('what an address gives back is free for the others around it, and no network passes the ceiling', () => {
  const counts = new AddressCounts()
  const addresses = site(LIMITS.sharesPerSite)
  for (const address of addresses) counts.add(address, 1)
  expect(counts.hasRoom('2001:db8:1:1', 1)).toBe(false)
  counts.add(addresses[0]!, -1)
  expect(counts.hasRoom('2001:db8:1:1', 1)).toBe(true)
  expect(counts.hasRoom('2001:db8:1:1', 1, 4)).toBe(false)
})
