import type { Server as HttpServer } from 'node:http'
import { Server } from 'socket.io'
import { clientMessages, type ClientBody, type ClientMessageName } from '../../game/protocol/messages.ts'
import type { BrainPool } from '../brains/brain-pool.ts'
import { clientAddress } from '../http/client-address.ts'
import type { Limits } from '../limits.ts'
import type { Logger } from '../logger.ts'
import type { Lobby } from '../match/lobby.ts'
import type { Jobs, Matches } from '../match/matches.ts'
import { pushModel } from '../match/push-model.ts'
import { refusal } from '../match/refusals.ts'
import type { Millis, Timers } from '../match/time.ts'
import type { Session } from '../http/session.ts'
import { Connection, type GameSocket } from './connection.ts'
import { Door, type DoorCounts } from './guard.ts'
import { judgeHandshake, refuseHandshake, type HandshakeRules } from './handshake.ts'
import { inputToMatch, joinMatch, leaveMatch, leftBehind, stateOfMatch, type MatchDoor } from './match-handlers.ts'
import { packetParser } from './packet-parser.ts'
import type { RoomAnnouncer, SocketServer } from './rooms.ts'
import { SeatHolders } from './seat-holders.ts'
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
  status(): { connections: number; slow: number } & DoorCounts
  /** A sentence for everybody. */
  notice(message: string): void
  close(): Promise<void>
}

/** The socket door on the game's HTTP server. */
export function openSockets(deps: SocketDeps): Sockets {
  const io: SocketServer = new Server(deps.http, {
    parser: packetParser,
    serveClient: false,
    transports: ['websocket', 'polling'],
    perMessageDeflate: false,
    httpCompression: false,
    // Other upgrades are the development page's.
    destroyUpgrade: false,
    maxHttpBufferSize: deps.limits.messageBytes,
    // A dead peer is noticed within nine seconds; a page that computes for a moment is not taken for one.
    pingInterval: 4_000,
    pingTimeout: 5_000,
    connectTimeout: 10_000,
  })
  deps.announcer.attach(io)
  const connections = new Set<Connection>()
  const slow = new SlowReaders(deps.timers, connections)
  const door: MatchDoor = { matches: deps.matches, holders: new SeatHolders() }
  const counts: DoorCounts = { malformed: 0, limited: 0, flooding: 0 }
  const sessions = new WeakMap<GameSocket, Session>()

  io.use((socket, next) => {
    const { headers, auth } = socket.handshake
    const verdict =
      connections.size >= deps.limits.sockets ? refuseHandshake('busy') : judgeHandshake(headers, auth, deps.rules)
    if (!verdict.ok) return next(Object.assign(new Error(verdict.message), { data: { code: verdict.code } }))
    if (verdict.session) sessions.set(socket, verdict.session)
    next()
  })

  io.on('connection', (socket) => {
    const address = clientAddress(socket.request, deps.rules.behindProxy)
    // The request of the handshake is four kilobytes that nobody reads again.
    Reflect.set(socket.conn, 'request', null)
    const connection = new Connection(io, socket, sessions.get(socket) ?? null, address)
    connections.add(connection)
    listen(
      deps,
      door,
      connection,
      new Door({
        limits: deps.limits,
        now: deps.timers.now,
        log: deps.log,
        counts,
        close: () => socket.disconnect(true),
      }),
    )
    socket.on('disconnect', () => {
      connections.delete(connection)
      slow.forget(connection)
      leftBehind(door, connection)
      if (connection.player) deps.lobby.disconnected(connection.player)
    })
    remind(deps.matches, connection)
  })

  return {
    status: () => ({ connections: connections.size, slow: slow.count, ...counts }),
    notice: (message) => void io.emit('server:notice', { message }),
    async close() {
      slow.stop()
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

type Handlers = { [N in ClientMessageName]: (body: ClientBody<N>) => unknown }

function listen(deps: SocketDeps, matchDoor: MatchDoor, connection: Connection, door: Door): void {
  const { lobby, matches } = deps
  const { player, socket, userId } = connection
  const handlers: Handlers = {
    'lobby:play': (body) => (player ? lobby.play(player, body) : refusal('anonymous')),
    'lobby:cancel': () => (player ? lobby.cancel(player) : { ok: true }),
    'lobby:invitation': ({ invite }) => lobby.invitation(invite),
    'lobby:accept': ({ invite }) => (player ? lobby.accept(player, invite) : refusal('anonymous')),
    'match:join': (body) => joinMatch(matchDoor, connection, body),
    'match:state': (body) => stateOfMatch(connection, body),
    'match:input': (body) => inputToMatch(connection, body),
    'match:leave': (body) => leaveMatch(matchDoor, connection, body),
    'match:rematch': ({ match }) => {
      const hosted = matches.get(match)
      return player && hosted ? lobby.rematch(player, hosted) : refusal('no-match')
    },
    'time:ping': () => ({ ok: true, now: deps.timers.now() }),
    'model:push': (body) => pushModel(deps, matches.get(body.match), userId, body),
  }
  const bind = <N extends ClientMessageName>(name: N): void => {
    const event: string = name
    socket.on(event, door.guard(name, handlers[name]))
  }
  for (const name of Object.keys(clientMessages) as ClientMessageName[]) bind(name)
  socket.onAny((name: unknown) => {
    if (typeof name !== 'string' || !Object.hasOwn(clientMessages, name)) door.unknown()
  })
}

/** Who was away when the match with a person was opened is told when they come. */
function remind(matches: Matches, connection: Connection): void {
  const { userId } = connection
  const hosted = userId === null ? null : matches.playedBy(userId)
  if (!hosted || hosted.humanSeats.length < 2) return
  const seat = hosted.seatOf(userId)
  if (seat === null || hosted.presence().seats[seat]?.joined) return
  connection.tell('lobby:matched', hosted.key === null ? { match: hosted.id } : { match: hosted.id, key: hosted.key })
}
