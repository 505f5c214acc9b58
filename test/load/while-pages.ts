import { spawnSync } from 'node:child_process'
import { readSecret } from '../../server/store/data-folder.ts'
import { freePort } from '../support/free-port.ts'
import { descendantsOf } from '../support/process-tree.ts'
import { startServer } from '../support/server.ts'
import { canPin, Worker } from './worker.ts'

/** Matches that go on meanwhile. */
const MATCHES = 20

/** How late batches come at players of a whole server (p99, ms, against their fastest path) while pages are asked for as fast as they are
 *  answered and the web process is killed twice. The game process is kept to one core, all others, players and askers included, to another. */
export async function latenessWhilePages(millis: number): Promise<{ lateP99: number; pages: number }> {
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  // As behind a proxy on this machine, which may say for whom it speaks: so everybody has an address of their own.
  const server = await startServer({ PORT: String(port), PUBLIC_URL: origin })
  const players = new Worker('client-worker.ts', 1)
  try {
    const children = descendantsOf(server.pid)
    if (canPin) {
      for (const { pid } of children) pin(pid, 1)
      pin(server.pid, 0)
    }
    await players.ask('meet', { port, origin, matches: MATCHES, secret: readSecret(server.dataFolder) })
    await new Promise((resolve) => setTimeout(resolve, 3_000))
    await players.ask('begin')
    const kills = [0.3, 0.6].map((share) =>
      setTimeout(() => {
        const web = descendantsOf(server.pid).find(({ args }) => /(processes|built)\/web\./.test(args))
        if (web) process.kill(web.pid, 'SIGKILL')
      }, share * millis),
    )
    const { answered } = await players.ask<{ answered: number }>('pages', { port, millis })
    for (const kill of kills) clearTimeout(kill)
    const { lateP99 } = await players.ask<{ lateP99: number }>('figures')
    return { lateP99, pages: answered }
  } finally {
    await players.end()
    await server.close()
  }
}

const pin = (pid: number, core: number): void =>
  void spawnSync('taskset', ['-a', '-c', '-p', String(core), String(pid)])
