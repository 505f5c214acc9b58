import type { IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { clientAddress } from '../../server/http/client-address.ts'
import { requestFrom } from '../support/request-from.ts'

const from = (peer: string, forwarded?: string): IncomingMessage =>
  requestFrom(peer, forwarded === undefined ? {} : { 'x-forwarded-for': forwarded })

test('a browser counts by its own address, whatever it says of itself', () => {
  expect(clientAddress(from('192.168.1.9', '1.2.3.4'), true)).toBe('192.168.1.9')
  expect(clientAddress(from('127.0.0.1', '1.2.3.4'), false)).toBe('127.0.0.1')
  expect(clientAddress(from('::ffff:10.0.0.3'), false)).toBe('10.0.0.3')
})

test('a reverse proxy on this machine is believed about the last it names', () => {
  expect(clientAddress(from('127.0.0.1', '6.6.6.6, 203.0.113.9'), true)).toBe('203.0.113.9')
  expect(clientAddress(from('::1', '203.0.113.9'), true)).toBe('203.0.113.9')
  expect(clientAddress(from('127.0.0.1'), true)).toBe('127.0.0.1')
})

test('an IPv6 customer is one customer, however many addresses they use', () => {
  const one = clientAddress(from('2001:db8:1:2:aaaa::1'), false)
  expect(clientAddress(from('2001:db8:1:2:bbbb:0:0:9'), false)).toBe(one)
  expect(clientAddress(from('2001:db8:1:3::1'), false)).not.toBe(one)
  expect(clientAddress(from('2001:db8::1'), false)).toBe('2001:db8:0:0')
})
