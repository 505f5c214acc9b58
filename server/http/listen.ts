import type { Server } from 'node:http'
import { networkInterfaces } from 'node:os'
import { Refusal } from '../base/refusal.ts'

/** Listens on a TCP port (0: any free one) and gives the port. Throws a Refusal when the port is taken or not allowed. */
export async function listen(server: Server, port: number, host: string | undefined): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explain(error, port, host)))
    server.listen({ port, host }, resolve)
  })
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : port
}

/** The addresses under which a server on `port` can be opened: localhost, then those of this machine's networks. */
export function addressesOf(port: number, host: string | undefined, publicUrl: URL | null): string[] {
  const everywhere = host === undefined || host === '0.0.0.0' || host === '::'
  const others = Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter((entry) => entry.family === 'IPv4' && !entry.internal)
    .map((entry) => `http://${entry.address}:${port}`)
  const named = host?.includes(':') ? `[${host}]` : host
  const local = everywhere ? [`http://localhost:${port}`, ...others] : [`http://${named}:${port}`]
  return publicUrl ? [publicUrl.origin, ...local] : local
}

function explain(error: NodeJS.ErrnoException, port: number, host: string | undefined): Error {
  if (error.code === 'EADDRINUSE') {
    return new Refusal(`Port ${port} is in use by another program: stop it, or set PORT to another one.`)
  }
  if (error.code === 'EACCES')
    return new Refusal(`Port ${port} may not be used by this account: set PORT to one above 1023.`)
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
    return new Refusal(`HOST is ${host}, which is not an address of this machine.`)
  }
  return error
}
