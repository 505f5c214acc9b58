import { request } from 'node:http'

/** A round trip to web on a connection of its own: resolves when it has answered. */
export function probeWeb(socketPath: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const asking = request({ socketPath, path: '/api/session', agent: false, timeout: 5_000 }, (reply) => {
      reply.resume()
      if (reply.statusCode === 200) resolve()
      else reject(new Error(`web answered ${reply.statusCode}`))
    })
    asking.on('timeout', () => asking.destroy(new Error('web was silent')))
    asking.on('error', reject)
    asking.end()
  })
}
