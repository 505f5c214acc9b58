import type { Server as HttpServer } from 'node:http'
import { Server } from 'socket.io'
import type { HandshakeRefusal } from '../../game/protocol/messages.ts'
import type { BrainPool } from '../brains/brain-pool.ts'
import type { Limits } from '../base/limits.ts'
import { RateLimiter } from '../base/rate-limiter.ts'
import type { Logger } from '../base/logger.ts'
import type { Lobby } from '../match/lobby/lobby.ts'
import type { Matches } from '../match/matches.ts'
import type { Jobs } from '../base/jobs-protocol.ts'
import { pushModel, type PushDeps } from '../match/push-model.ts'
import { refusal } from '../match/refusals.ts'
import type { Millis, Timers } from '../base/time.ts'
import type { Session } from '../http/session.ts'
import { Admission } from './admission.ts'
import { Connection, type GameSocket } from './connection.ts'
import { Gate, type RawConnection } from './gate.ts'
import { Door, noCounts, type DoorCounts, type Handlers } from './guard.ts'
import { judgeHandshake, refuseHandshake, type HandshakeRules } from './handshake.ts'
import { limitPieces } from './limit-pieces.ts'
import {
  chooseDifficulty,
  inputToMatch,
  joinMatch,
  leaveMatch,
  leftBehind,
  pauseMatch,
  readyForMatch,
  stateOfMatch,
  stepOutOfMatch,
  type MatchDoor,
} from './match-handlers.ts'
import { encodeAnswer, packetParser, takeShortPackets } from './packet-parser.ts'
import { ReadyPacket } from './ready-packet.ts'
import type { RoomAnnouncer, SocketServer } from './rooms.ts'
import { SeatHolders } from './seat-holders.ts'
import { sessionShare, Shares, type Share } from './shares.ts'
import { SlowReaders } from './slow-readers.ts'

/** How long a connection may take to be closed at the end. */
const LAST_WORDS: Millis = 500

export interface SocketDeps {
  http: HttpServer
  rules: HandshakeRules
  limits: Limits
  timers: Timers
  log: Logger
  matches: Matches
  lobby: Lobby
  jobs: Jobs
  brains: BrainPool
  announcer: RoomAnnouncer
}

export interface Sockets {
  /** connections: of pages that have said who they are; open: all there are. */
  status(): { connections: number; open: number; slow: number } & DoorCounts
  /** A sentence for everybody. */
  notice(message: string): void
  /** Closes the connections of these users. */
  expel(userIds: ReadonlySet<string>): void
  close(): Promise<void>
}

/** A connection that was let in. */
interface Arrival {
  session: Session | null
  /** Null for somebody without a session. */
  person: Share | null
  gate: Gate
  address: string
}

/** The socket door on the game's HTTP server. */
export function openSockets(deps: SocketDeps): Sockets {
  const io: SocketServer = new Server(deps.http, {
    parser: packetParser,
    serveClient: false,
    transports: ['websocket'],
    allowUpgrades: false,
    perMessageDeflate: false,
    // Other upgrades are the development page's.
    destroyUpgrade: false,
    maxHttpBufferSize: deps.limits.messageBytes,
    // A dead peer is noticed within nine seconds; a page that computes for a moment is not taken for one.
    pingInterval: 4_000,
    pingTimeout: 5_000,
    connectTimeout: 10_000,
  })
  deps.announcer.attach(io)
  const { limits, timers, log } = deps
  const counts = noCounts()
  const connections = new Set<Connection>()
  const unread = { bytes: limits.unreadBytes, messages: limits.unreadMessages }
  const slow = new SlowReaders(timers, connections, unread)
  const matchDoor: MatchDoor = { matches: deps.matches, holders: new SeatHolders() }
  const admission = new Admission({ limits, timers, counts, behindProxy: deps.rules.behindProxy })
  const people = new Shares(timers, (now) => sessionShare(limits, now))
  const weightBytes = new RateLimiter(limits.weightBytesPerAddress, timers.now)
  const gates = new WeakMap<object, Gate>()
  const arrivals = new WeakMap<GameSocket, Arrival>()
  let strangers = 0

  deps.http.prependListener('upgrade', (_request, socket) => {
    // Between the request for a WebSocket and the WebSocket nobody else listens for errors.
    socket.on('error', () => undefined)
    // Not once for all: Engine.IO makes its websockets anew when the server begins to listen.
    limitPieces(io.engine, limits.messagePieces)
  })
  io.engine.use(admission.judge)
  io.engine.on('connection', (conn: RawConnection) => {
    const networks = admission.sharesOf(conn.request)
    admission.enter(conn.request, networks)
    gates.set(conn, new Gate(conn, { now: timers.now, limits, counts, networks }))
  })

  /** Judges who may come in, and with what. */
  const judge = (socket: GameSocket): Arrival | HandshakeRefusal => {
    const gate = gates.get(socket.conn)
    if (!gate) return 'malformed'
    const { headers, auth } = socket.handshake
    const verdict = judgeHandshake(headers, auth, deps.rules)
    if (!verdict.ok) return verdict.code
    const { session } = verdict
    const crowded = admission.crowded(gate.deps.networks)
    if (crowded) return crowded
    const person = session && people.of(session.userId)
    if (person ? person.open >= limits.socketsPerSession : strangers >= limits.socketsOfStrangers)
      return person ? 'crowded' : 'busy'
    return { session, person, gate, address: admission.addressOf(socket.request) }
  }

  io.use((socket, next) => {
    const arrival = attempt(log, () => judge(socket)) ?? 'malformed'
    if (typeof arrival !== 'string') {
      arrivals.set(socket, arrival)
      return next()
    }
    counts.refused++
    next(Object.assign(new Error(refuseHandshake(arrival).message), { data: { code: arrival } }))
    // Not before the refusal is on its way.
    setImmediate(() => gates.get(socket.conn)?.end())
  })

  io.on('connection', (socket) => {
    const arrival = arrivals.get(socket)
    if (!arrival) return void socket.disconnect(true)
    const { session, person, gate, address } = arrival
    // The request of the handshake is four kilobytes that nobody reads again.
    Reflect.set(socket.conn, 'request', null)
    const connection = new Connection(io, socket, session, address, gate)
    connections.add(connection)
    if (person) person.open++
    else strangers++
    socket.once('disconnect', () => {
      connections.delete(connection)
      if (person) person.open--
      else strangers--
      slow.forget(connection)
      attempt(log, () => leftBehind(matchDoor, connection))
      attempt(log, () => connection.player && deps.lobby.disconnected(connection.player))
      // A client that only takes leave of the namespace would hold its connection for ever.
      gate.end()
    })
    const door = new Door(handlersOf({ ...deps, weightBytes }, matchDoor, connection), {
      now: timers.now,
      limits,
      log,
      counts,
      shares: [...(person ? [person] : []), ...gate.deps.networks],
      drop: (why) => gate.drop(why),
    })
    // Every event ends here: Socket.IO's own dispatch, with its reserved names, never sees one.
    socket.use((event) => {
      if (socket.connected) door.receive(event)
      else counts.late++
    })
    const answer = (id: number, reply: unknown): void => new ReadyPacket(encodeAnswer(id, reply)).send(socket.conn)
    takeShortPackets(socket.client, ({ data, id }) => {
      if (!Array.isArray(data) || !socket.connected || socket.conn.readyState !== 'open') return false
      door.receive(id === undefined ? data : [...data, (reply: unknown) => answer(id, reply)])
      return true
    })
    attempt(log, () => remind(deps.matches, connection))
  })

  return {
    status: () => ({ connections: connections.size, open: admission.open, slow: slow.count, ...counts }),
    notice: (message) => void io.emit('server:notice', { message }),
    expel(userIds) {
      for (const { userId, socket } of connections) if (userId !== null && userIds.has(userId)) socket.disconnect(true)
    },
    async close() {
      slow.stop()
      people.stop()
      admission.networks.stop()
      const gone = allGone(connections, deps.timers)
      io.disconnectSockets(true)
      await gone
      await io.close()
    },
  }
}

/** Resolves when every connection has been sent what was still to be sent and is closed, or after a while. */
function allGone(connections: ReadonlySet<Connection>, timers: Timers): Promise<void> {
  return new Promise((resolve) => {
    const cancel = timers.after(LAST_WORDS, resolve)
    let left = connections.size
    const one = (): void => {
      if (--left > 0) return
      cancel()
      resolve()
    }
    for (const { socket } of connections) socket.conn.once('close', one)
    if (left === 0) one()
  })
}

/** Does something that must not end the process; what fails is logged. */
function attempt<T>(log: Logger, work: () => T): T | null {
  try {
    return work()
  } catch (err) {
    log.error({ err }, 'A connection could not be handled')
    return null
  }
}

function handlersOf(deps: SocketDeps & PushDeps, matchDoor: MatchDoor, connection: Connection): Handlers {
  const { lobby, matches } = deps
  const { player, userId } = connection
  return {
    'lobby:play': (body) => (player ? lobby.play(player, body) : refusal('anonymous')),
    'lobby:cancel': () => (player ? lobby.cancel(player) : { ok: true }),
    'lobby:invitation': ({ invite }) => lobby.invitation(invite),
    'lobby:accept': ({ invite, leave }) => (player ? lobby.accept(player, invite, leave) : refusal('anonymous')),
    'match:join': (body) => joinMatch(matchDoor, connection, body),
    'match:state': (body) => stateOfMatch(connection, body),
    'match:input': (body) => inputToMatch(connection, body),
    'match:ready': (body) => readyForMatch(connection, body),
    'match:pause': (body) => pauseMatch(connection, body),
    'match:away': (body) => stepOutOfMatch(matchDoor, connection, body),
    'match:leave': (body) => leaveMatch(matchDoor, connection, body),
    'match:difficulty': (body) => chooseDifficulty(connection, body),
    'match:rematch': ({ match, unwatched }) => {
      const hosted = matches.get(match)
      const theirs = hosted && (hosted.key === null || hosted.seatOf(userId) !== null)
      return player && theirs ? lobby.rematch(player, hosted, unwatched) : refusal('no-match')
    },
    'time:ping': () => ({ ok: true, now: deps.timers.now() }),
    'model:push': (body) => pushModel(deps, matches.get(body.match), player, body),
  }
}

/** Tells a person who was away when the match with another was opened, as soon as they come. */
function remind(matches: Matches, connection: Connection): void {
  const { userId } = connection
  const hosted = userId === null ? null : matches.playedBy(userId)
  if (!hosted || hosted.humanSeats.length < 2) return
  const seat = hosted.seatOf(userId)
  if (seat === null || hosted.presence().seats[seat]?.joined) return
  connection.send('lobby:matched', hosted.key === null ? { match: hosted.id } : { match: hosted.id, key: hosted.key })
}
