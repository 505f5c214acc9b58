import { createServer, type Server } from 'node:http'
import type { Socket } from 'node:net'
import { isLoopback, networkOf, plainAddress } from './client-address.ts'
import type { HttpLimits } from './http-limits.ts'

/** The HTTP server that browsers reach, with its limits for headers, bodies, silence and connections. `behindProxy`: connections from
 *  this machine are a reverse proxy's, which speaks for many. */
export function createFrontServer(limits: HttpLimits, behindProxy: boolean): Server {
  const server = createServer({
    keepAliveTimeout: 65_000,
    headersTimeout: limits.headersMs,
    requestTimeout: limits.requestMs,
    connectionsCheckingInterval: 5_000,
    maxHeaderSize: limits.headerBytes,
  })
  // A connection that has sockets of a match on it is in the hands of Socket.IO, which has its own pings.
  server.timeout = limits.silentMs
  const connections = new Map<string, number>()
  server.on('connection', (socket: Socket) => {
    const peer = plainAddress(socket.remoteAddress ?? '')
    if (behindProxy && isLoopback(peer)) return
    const address = networkOf(peer)
    const open = connections.get(address) ?? 0
    if (open >= limits.connectionsPerAddress) return void socket.destroy()
    connections.set(address, open + 1)
    socket.once('close', () => {
      const left = (connections.get(address) ?? 1) - 1
      if (left === 0) connections.delete(address)
      else connections.set(address, left)
    })
  })
  return server
}
