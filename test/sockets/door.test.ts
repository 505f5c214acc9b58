import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { LIMITS, type Limits } from '../../server/base/limits.ts'
import { builtinAgentId } from '../../server/base/ids.ts'
import { CONNECT, event, frame, packed, RawPage } from './raw-page.ts'
import { SocketBench } from './socket-bench.ts'

let bench: SocketBench
const pages: RawPage[] = []
beforeEach(async () => {
  bench = await new SocketBench().open()
})
afterEach(async () => {
  for (const page of pages.splice(0)) page.close()
  await bench.close()
})

/** The same bench with other limits. */
async function withLimits(changes: Partial<Limits>): Promise<void> {
  await bench.close()
  bench = await new SocketBench({ limits: { ...LIMITS, ...changes } }).open()
}

async function stranger(headers: Record<string, string> = {}): Promise<RawPage> {
  const page = await RawPage.connected(bench.origin, headers)
  pages.push(page)
  return page
}

async function upgraded(headers: Record<string, string> = {}, query = ''): Promise<RawPage> {
  const page = await RawPage.upgrade(bench.origin, headers, query)
  pages.push(page)
  return page
}

/** Waits for something to hold at the server, which tells nobody of it. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve))
}

/** Somebody plays, and goes on to play. */
async function aMatchGoesOn(): Promise<void> {
  const ann = await bench.person('ann')
  const agentId = builtinAgentId('pong', 'middle')
  const { match } = await ann.ask('lobby:play', { mode: 'sparring', task: 'pong', agentId, options: { target: 3 } })
  await ann.join(match)
  bench.ticks(60)
  expect(bench.matches.get(match)!.match.phase).toBe('playing')
  await bench.settled(ann)
}

const forged = (type: number, more: object): Buffer => packed({ type, nsp: '/', ...more })

/** What a page of ours never sends: each is counted once and closes its connection. */
const NOT_OURS: [string, Buffer | string][] = [
  ['an event whose name is an object', forged(2, { data: [{ toString: 1 }] })],
  ['an event whose name is an object with an answer awaited', forged(2, { data: [{ toString: 1 }], id: 1 })],
  ['an event without a name', forged(2, { data: [] })],
  ['an event named disconnect', forged(2, { data: ['disconnect'] })],
  ['an event named disconnecting', forged(2, { data: ['disconnecting', 'x'] })],
  ['an event named error', forged(2, { data: ['error', 'x'] })],
  ['an event named connect_error', forged(2, { data: ['connect_error'] })],
  ['an event named newListener', forged(2, { data: ['newListener', 'x'] })],
  ['an event named __proto__', forged(2, { data: ['__proto__', {}] })],
  ['an event whose name is a number', forged(2, { data: [7, {}] })],
  ['an event whose data is no list', forged(2, { data: 'match:join' })],
  ['an acknowledgement that nobody asked for', forged(3, { id: 0, data: [] })],
  ['a refusal, as only a server sends it', forged(4, { data: 'no' })],
  ['a second connect', packed(CONNECT)],
  ['a connect to another namespace', packed({ ...CONNECT, nsp: '/admin' })],
  ['an event to another namespace', packed({ ...event('time:ping', {}), nsp: '/admin' })],
  ['a packet of type 5', forged(5, { data: ['time:ping', {}] })],
  ['nil', Buffer.from([0xc0])],
  ['a text packet', '42["disconnect"]'],
  ['an Engine.IO ping', '2'],
  ['an Engine.IO noop', '6'],
  ['an Engine.IO open', '0{"sid":"x"}'],
  ['an Engine.IO upgrade', '5'],
  ['an Engine.IO close', '1'],
  ['an unknown Engine.IO packet', 'x'],
  ['an empty text', ''],
]

describe('from a connected stranger', () => {
  test.each(NOT_OURS)('%s is counted and closes the connection, and ends nothing else', async (_, payload) => {
    const page = await stranger()
    page.answersPings = true
    page.send(payload)
    await page.ended
    expect(bench.sockets.status()).toMatchObject({ malformed: 1, connections: 0 })
    await aMatchGoesOn()
    expect(bench.lines.lines.filter(({ level }) => level >= 50)).toEqual([])
  })

  test('a text event before anything else, or an event before connect, is counted and closes the connection', async () => {
    const page = await upgraded()
    page.packet(event('time:ping', {}))
    await page.ended
    expect(bench.sockets.status()).toMatchObject({ malformed: 1, connections: 0 })
  })

  test('two connects in one breath make one connection at most', async () => {
    const page = await upgraded()
    page.socket.write(Buffer.concat([frame(packed(CONNECT)), frame(packed(CONNECT))]))
    await page.ended
    expect(bench.sockets.status()).toMatchObject({ malformed: 1, connections: 0 })
  })

  test('leave of the namespace closes the connection too', async () => {
    const page = await stranger()
    page.packet({ type: 1, nsp: '/' })
    await until(() => bench.sockets.status().connections === 0)
    page.socket.end()
    await page.ended
    expect(bench.sockets.status()).toMatchObject({ malformed: 0, connections: 0 })
  })

  test.each([
    ['acknowledgements', packed({ type: 3, nsp: '/', id: 0, data: [] })],
    ['events of an unknown name', packed(event('match:win', {}))],
    ['Engine.IO noops', '6'],
    ['connects', packed(CONNECT)],
  ])('a hundred thousand %s cost a token each until the connection is closed', async (_, payload) => {
    const page = await stranger()
    const many = Buffer.concat(Array.from({ length: 1_000 }, () => frame(payload)))
    for (let i = 0; i < 100; i++) page.socket.write(many)
    await page.ended
    expect(bench.sockets.status().packets).toBeLessThanOrEqual(LIMITS.packetsPerSocket.burst + 1)
    expect(bench.sockets.status().connections).toBe(0)
  })

  test.each([
    ['pongs that nobody asked for', frame('3')],
    ['WebSocket pings', frame('', { opcode: 9 })],
    ['WebSocket pongs', frame('', { opcode: 10 })],
    ['clock questions', frame(packed(event('time:ping', {})))],
  ])('%s beyond the limit of packets close the connection as flooding', async (_, one) => {
    await withLimits({ packetsPerSocket: { perSecond: 1, burst: 50 } })
    const page = await stranger()
    page.socket.write(Buffer.concat(Array.from({ length: 60 }, () => one)))
    await page.ended
    expect(bench.sockets.status()).toMatchObject({ flooding: 1, packets: 51, connections: 0 })
  })

  test('bytes beyond the limit close the connection, also in pieces that never make a packet', async () => {
    await withLimits({ bytesPerSocket: { perSecond: 1, burst: 5_000 } })
    const page = await stranger()
    page.raw(frame('b', { opcode: 2, fin: false }))
    for (let i = 0; i < 200; i++) page.raw(frame('x'.repeat(50), { opcode: 0, fin: false }))
    await page.ended
    expect(bench.sockets.status()).toMatchObject({ flooding: 1, connections: 0 })
  })

  test('a message in more pieces than any browser makes of one is counted and closes the connection', async () => {
    const page = await stranger()
    page.answersPings = true
    const ping = packed({ ...event('time:ping', {}), id: 1 })
    const more = frame('', { opcode: 0, fin: false })
    const inPieces = (count: number): Buffer =>
      Buffer.concat([
        frame(ping, { fin: false }),
        ...Array.from({ length: count - 2 }, () => more),
        frame('', { opcode: 0 }),
      ])
    page.raw(inPieces(LIMITS.messagePieces))
    await page.until(() => page.packets.length === 2)
    expect(page.packets[1]).toMatchObject({ type: 3, id: 1 })
    page.raw(inPieces(LIMITS.messagePieces + 1))
    await page.ended
    expect(bench.sockets.status()).toMatchObject({ malformed: 1, connections: 0 })
  })

  test('what all sockets of an address send counts together', async () => {
    await withLimits({ packetsPerAddress: { perSecond: 1, burst: 50 } })
    const [one, two, other] = [
      await stranger({ 'X-Forwarded-For': '203.0.113.5' }),
      await stranger({ 'X-Forwarded-For': '203.0.113.5' }),
      await stranger({ 'X-Forwarded-For': '203.0.113.6' }),
    ]
    for (let i = 0; i < 40; i++) one.send('3')
    one.packet({ ...event('time:ping', {}), id: 1 })
    await one.until(() => one.packets.length === 2)
    for (let i = 0; i < 40; i++) two.send('3')
    await two.ended
    other.packet({ ...event('time:ping', {}), id: 1 })
    await other.until(() => other.packets.length === 2)
    expect(other.closed).toBe(false)
    expect(bench.sockets.status()).toMatchObject({ flooding: 1, connections: 2 })
  })
})

describe('a broken WebSocket frame', () => {
  test.each<[string, Buffer]>([
    ['of an unknown kind', frame('x', { opcode: 3 })],
    ['without a mask', frame('x', { masked: false })],
    ['with reserved bits', frame('x', { reserved: 4 })],
    ['that continues nothing', frame('x', { opcode: 0 })],
    ['that claims four terabytes', frame('x', { claims: 2 ** 42 })],
    ['of text that is no UTF-8', frame(Buffer.from([0xff, 0xfe]), { opcode: 1 })],
    ['of control in pieces', frame('x', { opcode: 9, fin: false })],
    ['of close with half a code', frame('x', { opcode: 8 })],
  ])('%s is counted and closes the connection', async (_, bytes) => {
    const page = await stranger()
    page.answersPings = true
    page.raw(bytes)
    await page.ended
    await aMatchGoesOn()
    expect(bench.sockets.status()).toMatchObject({ malformed: 1 })
  })
})

describe('the number of connections', () => {
  const from = (address: string) => ({ 'X-Forwarded-For': address })

  test('of an address is limited: the next is told so in words, and one far beyond gets no WebSocket', async () => {
    await withLimits({ socketsPerAddress: 2, porchPerAddress: 1 })
    await stranger(from('203.0.113.5'))
    await stranger(from('203.0.113.5'))
    const third = await upgraded(from('203.0.113.5'))
    const fourth = await upgraded(from('203.0.113.5'))
    expect(fourth.head).toMatch(/^HTTP\/1.1 503 /)
    await fourth.ended
    third.packet(CONNECT)
    await third.until(() => third.packets.length > 0)
    expect(third.packets[0]).toMatchObject({ type: 4, data: { data: { code: 'crowded' } } })
    expect(bench.sockets.status()).toMatchObject({ connections: 2, refused: 1, turnedAway: 1 })
    await stranger(from('203.0.113.6'))
    await aMatchGoesOn()
  })

  test('in all is limited: the next is told that the server is full', async () => {
    await withLimits({ sockets: 2, porch: 1 })
    const pair = [await stranger(from('203.0.113.1')), await stranger(from('203.0.113.2'))]
    await expect(bench.dial({ name: 'ann' })).rejects.toMatchObject({ data: { code: 'busy' } })
    pair[0]!.close()
    await until(() => bench.sockets.status().open === 1)
    await bench.person('ann')
  })

  test('of strangers is limited, and leaves room for people with a session', async () => {
    await withLimits({ socketsOfStrangers: 1 })
    await stranger()
    await expect(bench.stranger()).rejects.toMatchObject({ data: { code: 'busy' } })
    await bench.person('ann')
  })

  test('of a session is limited', async () => {
    await withLimits({ socketsPerSession: 2 })
    await bench.person('ann')
    const second = await bench.person('ann')
    await expect(bench.person('ann')).rejects.toMatchObject({ data: { code: 'crowded' } })
    second.socket.disconnect()
    await until(() => bench.sockets.status().open === 1)
    await bench.person('ann')
  })

  test('new ones of an address in a while is limited', async () => {
    await withLimits({ handshakesPerAddress: { perSecond: 1, burst: 3 } })
    for (let i = 0; i < 3; i++) (await stranger()).close()
    expect((await upgraded()).head).toMatch(/^HTTP\/1.1 503 /)
    bench.clock.turn(1_000)
    await stranger()
  })

  test('counts what is open, whatever it says of itself', async () => {
    for (let i = 0; i < 5; i++) await upgraded()
    expect(bench.sockets.status()).toMatchObject({ open: 5, connections: 0 })
  })
})

describe('a request that asks for no WebSocket of its own', () => {
  test.each([
    ['long polling', 'GET', '/socket.io/?EIO=4&transport=polling'],
    ['a body for nobody', 'POST', '/socket.io/?EIO=4&transport=polling&sid=x'],
    ['the plain path', 'GET', '/socket.io/'],
    ['a path that is no address', 'GET', '/socket.io//\\?%'],
  ])('%s is told plainly, and the connection is closed', async (_, method, path) => {
    const page = await RawPage.open(bench.origin)
    pages.push(page)
    page.socket.write(`${method} ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n`)
    await page.until(() => page.head !== '')
    expect(page.head).toMatch(/^HTTP\/1.1 426 /)
    await page.ended
  })

  test("another transport for a connection that stands is refused, so that nobody slips out of the gate's sight", async () => {
    const page = await RawPage.upgrade(bench.origin, {}, '&sid=aaaaaaaaaaaaaaaaaaaa')
    pages.push(page)
    expect(page.head).toMatch(/^HTTP\/1.1 400 /)
    await page.ended
  })

  test.each<[string, Record<string, string>]>([
    ['no key', { 'Sec-WebSocket-Key': '' }],
    ['another version', { 'Sec-WebSocket-Version': '99' }],
    ['another protocol', { Upgrade: 'h2c' }],
  ])('an upgrade with %s is answered and closed', async (_, headers) => {
    const page = await upgraded(headers)
    expect(page.head).toMatch(/^HTTP\/1.1 4/)
    page.socket.end()
    await page.ended
  })
})

test('a bug in the handling of one message is logged and ends nothing', async () => {
  const [ann, eve] = [await bench.person('ann'), await bench.person('eve')]
  bench.lobby.play = () => {
    throw new TypeError('Cannot convert object to primitive value')
  }
  expect(await eve.ask('lobby:play', { mode: 'people', task: 'pong' })).toMatchObject({ ok: false, code: 'internal' })
  expect(bench.lines.lines.filter(({ level }) => level >= 50)).toMatchObject([{ message: 'lobby:play' }])
  await bench.settled(ann)
})

test('who never reads is closed before what waits for them fills the memory', async () => {
  await withLimits({ unreadBytes: 100_000 })
  await bench.person('ann')
  const page = await stranger()
  page.socket.pause()
  // The kernel takes some megabytes itself before anything waits here.
  for (let i = 0; bench.sockets.status().unread === 0 && i < 2_000; i++) {
    bench.sockets.notice('x'.repeat(50_000))
    bench.clock.turn(500)
    await new Promise((resolve) => setImmediate(resolve))
  }
  await until(() => bench.sockets.status().open === 1)
  expect(bench.sockets.status()).toMatchObject({ unread: 1, connections: 1 })
})
