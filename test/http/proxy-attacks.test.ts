import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createWebProxy, type WebProxy } from '../../server/http/proxy.ts'
import { UpstreamSlots } from '../../server/http/upstream-slots.ts'
import { LIMITS, type Limits } from '../../server/base/limits.ts'
import { socketPath } from '../../server/store/data-folder.ts'
import { HandClock } from '../support/hand-clock.ts'

const limits: Limits = {
  ...LIMITS,
  upstream: 16,
  upstreamPerAddress: 4,
  waitingPerAddress: 8,
  requestsPerConnection: 4,
}

let folder = ''
let path = ''
let proxy: WebProxy
let clock: HandClock
let port = 0
const servers: Server[] = []
const clients: Socket[] = []
/** What web was asked, and those of it that are over. */
let asked: string[] = []
let over = 0
/** Connections that have closed. */
let left = 0
let listeners: (() => void)[] = []

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sparring-attack-'))
  path = socketPath(folder, 'web')
  clock = new HandClock()
  const addressOf = (request: IncomingMessage): string => [request.headers['x-who'] ?? 'one'].flat().join()
  proxy = createWebProxy({ socketPath: path, addressOf, limits, timers: clock })
  const door = await listen(
    createServer((incoming, outgoing) => proxy.handle(incoming, outgoing)),
    0,
  )
  const leave = (): void => {
    left++
    tell()
  }
  door.on('connection', (socket) => socket.on('close', () => setImmediate(leave)))
  const address = door.address()
  port = typeof address === 'object' && address ? address.port : 0
  ;[asked, over, left, listeners] = [[], 0, 0, []]
})

afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy()
  proxy.close()
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
  await rm(folder, { recursive: true, force: true })
})

async function listen(server: Server, where: number | string): Promise<Server> {
  servers.push(server)
  if (typeof where === 'number') server.listen(where, '127.0.0.1')
  else server.listen(where)
  await once(server, 'listening')
  return server
}

/** Web, which answers `/plain` at once and anything else as the attack wants. */
function web(attacked: (response: ServerResponse) => void): Promise<Server> {
  const listener: RequestListener = (incoming, outgoing) => {
    asked.push(incoming.url ?? '')
    outgoing.on('close', () => {
      over++
      tell()
    })
    if (incoming.url === '/plain') outgoing.end('plain')
    else attacked(outgoing)
    tell()
  }
  return listen(createServer(listener), path)
}

function tell(): void {
  for (const listener of listeners) listener()
}

/** Waits until something is so; looked at whenever web hears of a request or of its end, and when a connection closes. */
function until(so: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (!so()) return
      listeners = listeners.filter((each) => each !== look)
      resolve()
    }
    listeners.push(look)
    look()
  })
}

async function client(text: string): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => {})
  clients.push(socket)
  await once(socket, 'connect')
  socket.write(text)
  return socket
}

/** All that a connection is told until it is closed. */
async function told(socket: Socket): Promise<string> {
  let text = ''
  socket.on('data', (bytes) => (text += bytes.toString()))
  await once(socket, 'close')
  return text
}

const get = (target: string, who = 'one'): string => `GET ${target} HTTP/1.1\r\nHost: x\r\nX-Who: ${who}\r\n\r\n`
const lastGet = (target: string, who = 'one'): string =>
  `GET ${target} HTTP/1.1\r\nHost: x\r\nX-Who: ${who}\r\nConnection: close\r\n\r\n`
const plain = async (who: string): Promise<string> => told(await client(lastGet('/plain', who)))

/** Turns the event loop until the proxy has heard of all that has ended, then lets the time pass in which it still counts. */
async function cool(): Promise<void> {
  while (proxy.status.inUse + proxy.status.waiting > 0) await new Promise(setImmediate)
  clock.turn(limits.coolMs)
}

async function expectAllFree(who = 'one'): Promise<void> {
  expect(await plain(who)).toContain('200 OK')
  expect(proxy.status).toEqual({ inUse: 0, waiting: 0 })
}

const BAD_TARGETS = [
  '//',
  '///',
  '//evil.example/x',
  '/a//b',
  '/\\',
  '/\\\\x',
  '\\',
  'http://[',
  'http://x/',
  'https://evil.example/',
  '*',
  '/%E0%A4%A',
  '/%',
  '/%ff',
  '/%00',
  '/match/%ed%a0%80',
  '/x?task=%00',
  '/x#y',
  '/é',
  `/${'a'.repeat(5_000)}`,
]

test.each(BAD_TARGETS)('the target %s is answered 400 and never reaches web', async (target) => {
  await web(() => {})
  expect(await told(await client(get(target)))).toMatch(/^HTTP\/1\.1 400 /)
  expect(asked).toEqual([])
  await expectAllFree()
})

test('a method that nothing answers is answered 405', async () => {
  await web(() => {})
  for (const method of ['OPTIONS', 'PUT', 'TRACE', 'PROPFIND'])
    expect(await told(await client(get('/plain').replace('GET', method)))).toMatch(/^HTTP\/1\.1 405 /)
  expect(asked).toEqual([])
})

test('pipelined requests whose browser has gone give web back', async () => {
  await web(() => {})
  for (let round = 1; round <= 20; round++) {
    const attackers = await Promise.all([0, 1].map(() => client(get('/slow') + get('/slow'))))
    await until(() => asked.length === 4 * round)
    for (const attacker of attackers) attacker.destroy()
    await until(() => over === 4 * round)
    await cool()
  }
  await expectAllFree()
})

test('who asks and leaves, again and again, keeps web no busier than who stays', async () => {
  await web(() => {})
  for (let round = 0; round < 5; round++) {
    const attackers = await Promise.all([1, 2, 3, 4].map(() => client(get('/slow'))))
    if (round === 0) await until(() => asked.length === 4)
    for (const attacker of attackers) attacker.destroy()
  }
  await until(() => over === 4 && left === 20 && proxy.status.waiting === 0)
  expect(await plain('another')).toContain('200 OK')
  expect(asked.filter((target) => target === '/slow')).toHaveLength(4)
  await cool()
  await expectAllFree()
})

test('answers that nobody reads are broken off after a while', async () => {
  let written = 0
  await web((outgoing) => {
    const piece = Buffer.alloc(64_000)
    const more = (): void => {
      do written += piece.length
      while (outgoing.write(piece))
    }
    outgoing.on('drain', more)
    more()
  })
  for (let i = 0; i < 4; i++) (await client(get('/endless'))).pause()
  await until(() => asked.length === 4)
  let before = -1
  while (written !== before) {
    before = written
    for (let turn = 0; turn < 50; turn++) await new Promise(setImmediate)
  }
  expect(proxy.status.inUse).toBe(4)
  clock.turn(limits.idleMs)
  await until(() => over === 4)
  await expectAllFree()
})

test('bodies that never come hold nothing of web, and are answered 408', async () => {
  await web(() => {})
  const attackers = await Promise.all(
    Array.from({ length: 40 }, () =>
      client('POST /api/session HTTP/1.1\r\nHost: x\r\nX-Who: one\r\nContent-Length: 10\r\n\r\n{'),
    ),
  )
  await expectAllFree()
  const answers = attackers.map(told)
  clock.turn(limits.bodyMs)
  for (const answer of await Promise.all(answers)) expect(answer).toMatch(/^HTTP\/1\.1 408 /)
  expect(asked).toEqual(['/plain'])
})

test('a body larger than any route takes is answered 413', async () => {
  await web(() => {})
  const head = 'POST /api/session HTTP/1.1\r\nHost: x\r\n'
  expect(await told(await client(`${head}Content-Length: 1000000\r\n\r\n`))).toMatch(/^HTTP\/1\.1 413 /)
  const chunk = `2000\r\n${'x'.repeat(0x2000)}\r\n`
  expect(await told(await client(`${head}Transfer-Encoding: chunked\r\n\r\n${chunk}${chunk}`))).toMatch(
    /^HTTP\/1\.1 413 /,
  )
  expect(asked).toEqual([])
})

test('one address takes its share, and others are answered meanwhile', async () => {
  await web(() => {})
  const attackers = await Promise.all(Array.from({ length: 12 }, () => client(get('/slow'))))
  await until(() => asked.length === 4)
  expect(await plain('another')).toContain('200 OK')
  expect(asked.filter((target) => target === '/slow')).toHaveLength(4)
  // Those that waited in line go with their browsers, too.
  for (const attacker of attackers) attacker.destroy()
  await until(() => over === 5 && left === 13)
  await cool()
  await expectAllFree()
})

test('the fewer slots are free, the fewer one address takes', async () => {
  const slots = new UpstreamSlots(limits, clock)
  const { signal } = new AbortController()
  const taken = []
  for (const address of ['a', 'b', 'c', 'd', 'e']) {
    const before = slots.status.inUse
    while (slots.status.waiting === taken.length) slots.acquire(address, signal).catch(() => {})
    taken.push(slots.status.inUse - before)
  }
  expect(taken).toEqual([4, 4, 4, 2, 1])
  const release = await slots.acquire('f', signal)
  release()
  release()
  expect(slots.status).toEqual({ inUse: 15, waiting: 5 })
})

test('who finds the line full or waits too long is told to come back', async () => {
  await web(() => {})
  await Promise.all(Array.from({ length: 12 }, () => client(get('/slow'))))
  await until(() => asked.length === 4)
  const full = await plain('one')
  expect(full).toMatch(/^HTTP\/1\.1 503 /)
  expect(full).toContain('Retry-After: 2')
  expect(proxy.status).toEqual({ inUse: 4, waiting: 8 })
  clock.turn(limits.waitMs)
  expect(proxy.status).toEqual({ inUse: 4, waiting: 0 })
})

test('a request that web leaves without an answer is answered 504', async () => {
  await web(() => {})
  const answer = told(await client(lastGet('/slow')))
  await until(() => asked.length === 1)
  clock.turn(limits.replyMs)
  expect(await answer).toMatch(/^HTTP\/1\.1 504 /)
  await expectAllFree()
})

test('a connection with too many requests in line is closed', async () => {
  await web(() => {})
  const closed = told(await client(get('/slow').repeat(limits.requestsPerConnection + 1)))
  expect(await closed).toBe('')
  await until(() => left === 1 && over === asked.length)
  await cool()
  await expectAllFree()
})

test('replies of pipelined requests come whole and in order', async () => {
  await web((outgoing) => setImmediate(() => outgoing.end('second thought')))
  const answer = await told(await client(get('/slow') + get('/plain') + lastGet('/slow')))
  expect(answer.match(/second thought|plain/g)).toEqual(['second thought', 'plain', 'second thought'])
})
