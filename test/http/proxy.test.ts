import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, request, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createWebProxy, type WebProxy } from '../../server/http/proxy.ts'
import { LIMITS } from '../../server/base/limits.ts'
import { systemTimers } from '../../server/base/time.ts'
import { socketPath } from '../../server/store/data-folder.ts'

let folder = ''
let path = ''
let door: Server
let proxy: WebProxy
let port = 0
let isStarting = false
const servers: Server[] = []

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sparring-proxy-'))
  path = socketPath(folder, 'web')
  isStarting = false
  proxy = createWebProxy({
    socketPath: path,
    addressOf: () => '203.0.113.9',
    isStarting: () => isStarting,
    limits: LIMITS,
    timers: systemTimers,
  })
  door = createServer((incoming, outgoing) => proxy.handle(incoming, outgoing))
  door.on('upgrade', (incoming, socket, head) => proxy.upgrade(incoming, socket, head))
  await listen(door, 0)
  const address = door.address()
  port = typeof address === 'object' && address ? address.port : 0
})

afterEach(async () => {
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

const web = (listener: RequestListener): Promise<Server> => listen(createServer(listener), path)

function ask(
  options: { method?: string; path?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const { body, ...rest } = options
    request({ port, host: '127.0.0.1', ...rest }, resolve)
      .on('error', reject)
      .end(body)
  })
}

async function textOf(message: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of message) text += String(chunk)
  return text
}

/** Promise.withResolvers, which Node 20 does not have. */
function withResolvers<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => {}
  const promise = new Promise<T>((done) => {
    resolve = done
  })
  return { promise, resolve }
}

test('a request and its reply pass with method, path, headers and body', async () => {
  await web((incoming, outgoing) => {
    void textOf(incoming).then((body) => {
      outgoing.writeHead(418, { 'X-Web': 'yes', 'Set-Cookie': ['a=1', 'b=2'] })
      outgoing.end(
        `${incoming.method} ${incoming.url} ${String(incoming.headers['x-mine'])} ${incoming.headers.host} ${body}`,
      )
    })
  })
  const reply = await ask({ method: 'POST', path: '/api/x?y=1', headers: { 'X-Mine': 'here' }, body: 'hello' })
  expect(reply.statusCode).toBe(418)
  expect(reply.headers).toMatchObject({ 'x-web': 'yes', 'set-cookie': ['a=1', 'b=2'] })
  expect(await textOf(reply)).toBe(`POST /api/x?y=1 here 127.0.0.1:${port} hello`)
})

test('web hears the address that counts, whatever the browser says', async () => {
  await web((incoming, outgoing) => outgoing.end(String(incoming.headers['x-forwarded-for'])))
  expect(await textOf(await ask({ headers: { 'X-Forwarded-For': '6.6.6.6' } }))).toBe('203.0.113.9')
})

test('a reply reaches the browser piece by piece', async () => {
  const asked = withResolvers<(text: string) => void>()
  await web((_incoming, outgoing) => {
    outgoing.write('first ')
    asked.resolve((text) => outgoing.end(text))
  })
  const reply = await ask()
  const [piece] = await once(reply, 'data')
  expect(String(piece)).toBe('first ')
  const finish = await asked.promise
  finish('second')
  expect(await textOf(reply)).toBe('second')
})

test('web is told when the browser goes away', async () => {
  const gone = withResolvers<string>()
  await web((_incoming, outgoing) => {
    outgoing.write('begin')
    outgoing.on('close', () => gone.resolve('gone'))
  })
  const reply = await ask()
  reply.destroy()
  expect(await gone.promise).toBe('gone')
})

test('a browser that reads slowly holds web back', async () => {
  let written = 0
  const piece = Buffer.alloc(64_000)
  const full = withResolvers<void>()
  await web((_incoming, outgoing) => {
    while (written < 200_000_000) {
      written += piece.length
      if (!outgoing.write(piece)) break
    }
    full.resolve()
    outgoing.on('drain', () => {
      written += piece.length
      outgoing.write(piece)
    })
  })
  const reply = await ask()
  reply.pause()
  await full.promise
  // Every buffer on the way together holds a few megabytes; without backpressure there would be no end to it.
  let before = -1
  while (written !== before) {
    before = written
    for (let turn = 0; turn < 50; turn++) await new Promise(setImmediate)
  }
  expect(written).toBeLessThan(50_000_000)
  reply.destroy()
})

test('while web is not up the page says so and asks again', async () => {
  const reply = await ask()
  expect(reply.statusCode).toBe(503)
  expect(reply.headers).toMatchObject({ 'retry-after': '1', refresh: '1', 'cache-control': 'no-store' })
  expect(await textOf(reply)).toContain('Sparring is starting')
})

test('nothing is handed on before what web stands on is ready', async () => {
  const asked: (string | undefined)[] = []
  await web((incoming, outgoing) => {
    asked.push(incoming.url)
    outgoing.end('the page')
  })
  isStarting = true
  const early = await ask({ path: '/early' })
  expect(early.statusCode).toBe(503)
  expect(await textOf(early)).toContain('Sparring is starting')
  isStarting = false
  expect(await textOf(await ask({ path: '/later' }))).toBe('the page')
  expect(asked).toEqual(['/later'])
})

test('a reply that web breaks off is broken off for the browser too', async () => {
  await web((incoming, outgoing) => {
    outgoing.writeHead(200, { 'Content-Length': '100' })
    outgoing.write('half', () => incoming.socket.destroy())
  })
  const reply = await ask()
  await expect(textOf(reply)).rejects.toThrow(/aborted/)
})

test('a websocket of the development page passes both ways and closes with its other end', async () => {
  const upgraded = withResolvers<Socket>()
  const server = await web(() => {})
  server.on('upgrade', (_incoming, socket: Socket) => {
    socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nX-Ours: 1\r\n\r\n')
    socket.on('data', (bytes) => socket.write(`echo ${bytes.toString()}`))
    upgraded.resolve(socket)
  })
  const outgoing = request({
    port,
    host: '127.0.0.1',
    path: '/_next/hmr',
    headers: { Connection: 'Upgrade', Upgrade: 'websocket' },
  })
  outgoing.end()
  const [reply, socket]: [IncomingMessage, Socket] = await once(outgoing, 'upgrade').then(([a, b]) => [a, b])
  expect(reply.headers['x-ours']).toBe('1')
  socket.write('one')
  expect(String((await once(socket, 'data'))[0])).toBe('echo one')
  const peer = await upgraded.promise
  const ended = once(peer, 'end')
  socket.destroy()
  expect(await ended).toEqual([])
})
