import { once } from 'node:events'
import { createServer, request, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'

/** A way to a Sparring through which everybody comes from one address of the network, as through a reverse proxy. */
export interface AddressDoor {
  origin: string
  close(): void
}

/** Opens one. address: whom the Sparring at `target` takes those for who come through; it believes it where it has a PUBLIC_URL. */
export async function addressDoor(address: string, target: string): Promise<AddressDoor> {
  const { hostname, port } = new URL(target)
  const onward = ({ method, url, headers }: IncomingMessage) =>
    request({ hostname, port, method, path: url, headers: { ...headers, 'x-forwarded-for': address } })
  const server = createServer((incoming, outgoing) => {
    const asked = onward(incoming)
    asked.on('response', (reply) => {
      outgoing.writeHead(reply.statusCode ?? 502, reply.headers)
      reply.pipe(outgoing)
    })
    asked.on('error', () => outgoing.destroy())
    incoming.pipe(asked)
  })
  const open = new Set<Duplex>()
  server.on('upgrade', (incoming: IncomingMessage, near: Duplex) => {
    const asked = onward(incoming)
    open.add(near)
    near.on('error', () => asked.destroy())
    near.on('close', () => open.delete(near))
    asked.on('error', () => near.destroy())
    asked.on('upgrade', (reply, far, head) => {
      const lines = Object.entries(reply.headers).map(([name, value]) => `${name}: ${String(value)}\r\n`)
      near.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join('')}\r\n`)
      near.write(head)
      far.on('error', () => near.destroy())
      far.on('close', () => near.destroy())
      near.on('close', () => far.destroy())
      far.pipe(near).pipe(far)
    })
    asked.end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      for (const socket of open) socket.destroy()
      server.close()
      server.closeAllConnections()
    },
  }
}
