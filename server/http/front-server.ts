import { createServer, type Server } from 'node:http'
import type { Socket } from 'node:net'
import { AddressCounts, addressOf, plainAddress } from '../base/networks.ts'
import { isLoopback } from './client-address.ts'
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
  const connections = new AddressCounts()
  server.on('connection', (socket: Socket) => {
    const peer = plainAddress(socket.remoteAddress ?? '')
    if (behindProxy && isLoopback(peer)) return
    const address = addressOf(peer)
    if (!connections.hasRoom(address, limits.connectionsPerAddress)) return void socket.destroy()
    connections.add(address, 1)
    socket.once('close', () => connections.add(address, -1))
  })
  return server
}
