import type { IncomingMessage } from 'node:http'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { uniform } from '../game/core/chance.ts'
import type { MyMatchView } from '../game/protocol/http.ts'
import { registry } from '../game/tasks/index.ts'
import { BrainPool } from './brains/brain-pool.ts'
import { parseConfig } from './base/config.ts'
import { clientAddress } from './http/client-address.ts'
import { createFrontServer } from './http/front-server.ts'
import { knownHeaders } from './http/known.ts'
import { createGameDoor } from './http/game-door.ts'
import { HealthCheck, type ResultsLeft } from './http/health.ts'
import { forDevelopment } from './http/http-limits.ts'
import { addressesOf, listen } from './http/listen.ts'
import { ownOriginRule } from './http/origin.ts'
import { probeWeb } from './http/probe-web.ts'
import { createWebProxy } from './http/proxy.ts'
import { LIMITS } from './base/limits.ts'
import { createLogger } from './base/logger.ts'
import { Admission } from './match/admission.ts'
import { Lobby } from './match/lobby/lobby.ts'
import { TickLoop } from './match/loop.ts'
import { Matches } from './match/matches.ts'
import { systemChance } from './match/system-chance.ts'
import { systemTimers as timers } from './base/time.ts'
import { checkDatabase } from './store/check-database.ts'
import { startChildren, STOP_ORDER } from './processes/children.ts'
import { onStopRequest } from './processes/stop-request.ts'
import { Supervisor } from './processes/supervisor.ts'
import { refuse, REFUSED } from './base/refusal.ts'
import { RoomAnnouncer } from './sockets/rooms.ts'
import { sessionOf } from './sockets/handshake.ts'
import { openSockets } from './sockets/socket-server.ts'
import { openDataFolderWithin } from './store/data-folder.ts'
import { ExclusionList } from './store/exclusions.ts'
import { JournalWriter } from './store/journal.ts'
import { RunningFile } from './store/running-file.ts'

/** The game process: owns the port, the sockets and the tick loop, starts and watches all others, and hands on to web what is not its own.
 *  Says `{ready, address}` to start.mjs when a page can be opened. */

/** Milliseconds that a killed process of the same data folder may still take to be gone. */
const DYING_MS = 3_000
/** Milliseconds that each child gets to stop. */
const STOP_MS = 5_000
/** Milliseconds between two looks whether the disk can still keep results. */
const LOOK_MS = 2_000

await main().catch(refuse)

async function main(): Promise<void> {
  const config = parseConfig(process.env)
  if (config.databaseUrl !== null) await checkDatabase(config.databaseUrl)
  const folder = await openDataFolderWithin(config.dataFolder, DYING_MS)
  const log = createLogger('game', config)
  process.on('uncaughtException', (err) => {
    log.fatal({ err }, 'The game process failed')
    process.exit(1)
  })

  const limits = config.dev ? forDevelopment(LIMITS) : LIMITS
  const behindProxy = config.publicUrl !== null
  const addressOf = (request: IncomingMessage): string => clientAddress(request, behindProxy)
  const http = createFrontServer(limits, behindProxy)
  const port = await listen(http, config.port, config.host)
  const supervisor = new Supervisor(log)
  const { jobs, webSocket, ready } = startChildren(config, supervisor)
  const tell = (request: IncomingMessage): Record<string, string> =>
    knownHeaders(request.url, { match: (id) => matches.known(id), invitation: (token) => lobby.invited(token) })
  // Until then there may be no table to ask.
  let isStarting = true
  const web = createWebProxy({
    socketPath: webSocket,
    addressOf,
    tell,
    isStarting: () => isStarting,
    limits,
    timers,
  })

  const chance = systemChance()
  const announcer = new RoomAnnouncer()
  const journal = new JournalWriter(join(config.dataFolder, 'journal'), Date.now)
  void journal.checkDisk()
  setInterval(() => void journal.checkDisk(), LOOK_MS).unref()
  const admission = new Admission(timers.now)
  const loop = new TickLoop(
    timers,
    (err) => log.error({ err }, 'A match failed'),
    (late, now) => admission.recordLateness(late, now),
  )
  const brains = new BrainPool({ timers, log, random: () => uniform(chance) })
  const notes = new RunningFile({ file: join(config.dataFolder, 'running-matches'), timers, log })
  const matches = new Matches({
    timers,
    wallClock: Date.now,
    admission,
    limits,
    loop,
    brains,
    chance,
    jobs,
    journal,
    announcer,
    log,
    notes,
    dailySeconds: config.dailySeconds,
  })
  const lobby = new Lobby({ tasks: registry, timers, matches, jobs, log, limits })

  const status = (): Record<string, number> => {
    const { ticks: _ticks, ...late } = loop.report()
    const { restarts, policies, wait } = brains.status()
    const { p50, p99, max, dropped } = late
    return {
      matches: matches.count,
      admitting: admission.open ? 1 : 0,
      journalWell: journal.canKeep ? 1 : 0,
      resultsLost: journal.health.lost,
      tickLateMsP50: p50,
      tickLateMsP99: p99,
      tickLateMsMax: max,
      ticksDropped: dropped,
      brainRestarts: restarts,
      policies,
      decisionMsP50: wait.p50,
      decisionMsP99: wait.p99,
      memoryMb: Math.round(process.memoryUsage.rss() / 1e6),
      ...sockets.status(),
    }
  }

  let left: ResultsLeft | null = null
  const results = async (): Promise<ResultsLeft> => {
    try {
      const { pending, setAside } = await jobs.ask({ ask: 'ping' }, 2_000)
      return (left = { waiting: pending, setAside })
    } catch (err) {
      left = null
      throw err
    }
  }
  const health = new HealthCheck({ web: () => probeWeb(webSocket), jobs: results }, timers)
  const report = () => ({
    processes: supervisor.status(),
    uptimeSeconds: Math.round(process.uptime()),
    results: left,
    game: { ...status(), webRequests: web.status.inUse, webRequestsWaiting: web.status.waiting },
  })
  const exclusions = new ExclusionList()
  const rules = {
    tasks: registry.tasks,
    originRule: ownOriginRule(config.publicUrl, hostname()),
    secret: folder.secret,
    behindProxy,
    exclusions,
    wallClock: Date.now,
  }
  const token = config.metricsToken
  const live = () => matches.live()
  const myMatch = (request: IncomingMessage): MyMatchView => {
    const sender = sessionOf(request.headers, rules)
    return { match: sender && matches.waitingFor(sender.userId) }
  }
  const game = { health, report, results, live, myMatch }
  http.on('request', createGameDoor({ web, limits, timers, log, addressOf, token, ...game }))
  http.on('upgrade', (request, socket, head) => {
    if (config.dev && request.url?.startsWith('/_next/')) web.upgrade(request, socket, head)
    else if (!request.url?.startsWith('/socket.io/')) socket.destroy()
  })
  const sockets = openSockets({ http, rules, limits, timers, log, matches, lobby, jobs, brains, announcer })

  jobs.onEvent((event) => {
    if (event.event !== 'excluded') return
    const gone = exclusions.learn(event)
    for (const userId of gone) {
      const hosted = matches.playedBy(userId)
      if (hosted) hosted.match.leave(hosted.seatOf(userId) ?? 0)
      matches.watchedBy(userId)?.match.void()
    }
    sockets.expel(new Set(gone))
  })

  let stopping: Promise<void> | null = null
  const stop = (hurry?: AbortSignal): Promise<void> => (stopping ??= stopInOrder(hurry))
  const stopInOrder = async (hurry?: AbortSignal): Promise<void> => {
    const seconds = matches.count > 0 && hurry ? config.graceSeconds : 0
    log.info({ seconds }, 'Stopping')
    lobby.stop()
    sockets.notice(stopNotice(seconds))
    await matches.stop(seconds > 0 && hurry ? graceOf(seconds * 1000, hurry) : null)
    await Promise.all([
      sockets.close(),
      supervisor.stop(STOP_ORDER, STOP_MS),
      brains.stop(),
      journal.close(),
      notes.flush(),
    ])
    web.close()
    http.closeAllConnections()
    folder.release()
    log.info('Stopped')
  }
  onStopRequest(stop)

  try {
    await ready
  } catch (err) {
    // It has said why.
    log.info({ err }, 'A process refused to start')
    await stop()
    process.exit(REFUSED)
  }
  isStarting = false
  const [address] = addressesOf(port, config.host, config.publicUrl)
  log.info({ address }, 'Ready')
  process.send?.({ ready: true, address })
}

function stopNotice(seconds: number): string {
  if (seconds === 0) return 'The server is being restarted. Running matches end without a result.'
  return `The server is being restarted. Sparring ends now; a match that is not over in ${seconds} s ends without a result.`
}

/** Resolves after `ms`, or when nobody wants to wait any more. */
function graceOf(ms: number, hurry: AbortSignal): Promise<void> {
  return wait(ms, undefined, { signal: hurry }).catch(() => {})
}
