import { createServer } from 'node:http'
import { register } from 'node:module'
import { matchMaker, Server } from '@colyseus/core'
import { answer } from '../figures.ts'
import { Traffic } from '../traffic.ts'
import { PongRoom, stepped } from './pong-room.ts'

/** A Colyseus server of Pong, with its own WebSocket transport and everything else as it comes. */

// The transport imports Express for routes of one's own. There are none here, so it is not installed.
const withoutExpress = `export const resolve = (name, context, next) =>
  name === 'express' ? { url: 'data:text/javascript,export default null', shortCircuit: true } : next(name, context)`
register(`data:text/javascript,${encodeURIComponent(withoutExpress)}`)
const { WebSocketTransport } = await import('@colyseus/ws-transport')

const http = createServer()
const traffic = new Traffic(http)

answer({
  async open() {
    const server = new Server({ transport: new WebSocketTransport({ server: http }), greet: false })
    server.define('pong', PongRoom)
    await server.listen(0, '127.0.0.1')
    const address = http.address()
    if (address === null || typeof address === 'string') throw new Error('The peer listens on no port')
    return `http://127.0.0.1:${address.port}`
  },

  /** So many rooms; their ids. */
  async rooms({ count }: { count: number }) {
    const rooms = await Promise.all(Array.from({ length: count }, () => matchMaker.createRoom('pong', {})))
    return rooms.map(({ roomId }) => roomId)
  },

  /** What the process does for a while; ticks a second of all rooms together. */
  async measure({ millis }: { millis: number }) {
    const before = stepped.ticks
    const spent = await traffic.during(millis)
    return {
      ...spent,
      ticksPerSecond: (stepped.ticks - before) / spent.seconds,
      connections: matchMaker.stats.local.ccu,
    }
  },
})
process.once('SIGTERM', () => process.exit(0))
