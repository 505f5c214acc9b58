import { MOST_DELTA_BYTES } from '../../game/protocol/messages.ts'

/** How often something may happen: `burst` at once, then `perSecond`. */
export interface Rate {
  perSecond: number
  burst: number
}

/** For whom a limit counts. An address is an IPv4 address or the /64 of an IPv6 one (networks.ts). */
type Scope = 'message' | 'socket' | 'session' | 'address' | 'site' | 'guest' | 'match' | 'process'

interface Row<V extends number | Rate> {
  per: Scope
  value: V
  unit: string
  meaning: string
}

const count = (per: Scope, value: number, unit: string, meaning: string): Row<number> => ({ per, value, unit, meaning })
const rate = (per: Scope, perSecond: number, burst: number, unit: string, meaning: string): Row<Rate> => ({
  per,
  value: { perSecond, burst },
  unit,
  meaning,
})

/** Every limit of the server, one row each. What is limited gets its numbers handed in (`Limits`), so tests and benchmarks can use others. */
export const limitTable = {
  sharesPerSite: count(
    'site',
    8,
    'shares',
    'Of every limit for an address: what all addresses of an IPv6 /48 have together.',
  ),
  inputPerSocket: rate('socket', 80, 120, 'messages', 'Moves of a player. A page sends at most one a tick.'),
  inputPerSession: rate('session', 160, 240, 'messages', 'Moves, over all tabs of a person.'),
  inputPerAddress: rate('address', 1_600, 2_400, 'messages', 'Moves, of all behind an address.'),
  steadyPerSocket: rate('socket', 10, 20, 'messages', 'Clock questions.'),
  steadyPerSession: rate('session', 40, 80, 'messages', 'Clock questions, over all tabs of a person.'),
  steadyPerAddress: rate('address', 1_000, 2_000, 'messages', 'Clock questions, of all behind an address.'),
  rarePerSocket: rate('socket', 1, 10, 'messages', 'What a person asks for with a click.'),
  rarePerSession: rate('session', 2, 20, 'messages', 'Clicks, over all tabs of a person.'),
  rarePerAddress: rate('address', 20, 200, 'messages', 'Clicks, of all behind an address.'),
  modelPerSocket: rate(
    'socket',
    0.5,
    1,
    'pushes',
    'New weights. A page counts its pause from the answer on, so a slow network brings none too early.',
  ),
  modelPerSession: rate('session', 0.5, 1, 'pushes', 'New weights, over all tabs of a person.'),
  modelPerAddress: rate('address', 5, 30, 'pushes', 'New weights, of all behind an address.'),
  packetsPerSocket: rate(
    'socket',
    200,
    400,
    'packets',
    'Packets of every kind, understood or not. More closes the socket.',
  ),
  packetsPerAddress: rate(
    'address',
    4_000,
    8_000,
    'packets',
    'Packets of all sockets. More closes the socket that sends.',
  ),
  bytesPerSocket: rate(
    'socket',
    200_000,
    1_000_000,
    'bytes',
    'Everything received, framing included. More closes the socket.',
  ),
  bytesPerAddress: rate(
    'address',
    1_000_000,
    8_000_000,
    'bytes',
    'Everything received from an address. More closes the socket.',
  ),
  strikesPerSocket: rate('socket', 20, 200, 'refusals', 'Messages turned away before the socket is closed.'),
  messageBytes: count('message', 400_000, 'bytes', 'The largest message: a push of weights.'),
  messagePieces: count('message', 256, 'pieces', 'WebSocket frames that a message comes in.'),
  deltaBytes: count(
    'message',
    MOST_DELTA_BYTES,
    'bytes',
    "The largest change of weights; each network's own size is a closer limit.",
  ),
  unreadBytes: count('socket', 1_000_000, 'bytes', 'What waits to be read by a socket before it is closed.'),
  unreadMessages: count('socket', 2_000, 'messages', 'What waits to be read by a socket before it is closed.'),
  handshakesPerAddress: rate('address', 10, 150, 'handshakes', 'New sockets.'),
  socketsPerAddress: count('address', 100, 'sockets', 'Open at once.'),
  socketsPerSession: count('session', 20, 'sockets', 'Open at once: tabs and devices of a person.'),
  sockets: count('process', 4_000, 'sockets', 'Open at once. Who comes then is told that the server is full.'),
  socketsOfStrangers: count('process', 1_500, 'sockets', 'Open at once by people without a session, who only watch.'),
  porch: count('process', 200, 'sockets', 'Beyond these limits, so that who is refused can be told why.'),
  porchPerAddress: count(
    'address',
    10,
    'sockets',
    'Beyond the limit of an address, so that who is refused can be told why.',
  ),
  matches: count('process', 2_000, 'matches', 'Being played at once, if ticks are not late long before.'),
  matchesAlways: count(
    'process',
    20,
    'matches',
    'Admitted however late ticks are: on a small machine a page that trains beside the server makes them late too.',
  ),
  matchesPerSession: count('session', 1, 'matches', 'Being played at once.'),
  matchesPerAddress: count('address', 10, 'matches', 'Being played at once; an agent beside a person plays one more.'),
  matchesHeld: count(
    'process',
    2_000,
    'matches',
    'Of sparring, standing still while their person is away. They are not among those being played; the network that holds most gives up its oldest.',
  ),
  matchesHeldPerAddress: count('address', 20, 'matches', 'Of those; the oldest go first.'),
  line: count('process', 500, 'people', 'Waiting in line while no more matches can be played.'),
  linePerAddress: count('address', 20, 'people', 'Waiting in line.'),
  invitations: count('process', 5_000, 'invitations', 'Open at once; each for half an hour at most.'),
  invitationsPerAddress: count('address', 30, 'invitations', 'Open at once.'),
  matchesOver: count(
    'process',
    2_000,
    'matches',
    'Over, but still to be looked at and played again. The oldest go first.',
  ),
  acquaintances: count(
    'process',
    20_000,
    'pairs',
    'Of a person and an agent, of whom it is remembered how much the agent must hold back. Who met longest ago goes first.',
  ),
  readPerAddress: rate('address', 20, 120, 'requests', 'HTTP: pages ask several things at once and refresh.'),
  changePerAddress: rate('address', 2, 30, 'requests', 'HTTP: what changes something.'),
  guestsPerAddress: rate('address', 0.5, 60, 'guests', 'HTTP: new guests; a whole class may sit behind one address.'),
  recoveriesPerAddress: rate(
    'address',
    0.1,
    20,
    'requests',
    'HTTP: links that are made or opened to bring somebody back on another device.',
  ),
  picturesPerAddress: rate('address', 1, 40, 'pictures', 'HTTP: pictures of shared links, each of which is drawn.'),
  picturesWaiting: count(
    'process',
    4,
    'pictures',
    'HTTP: of those, that wait while one is drawn. Then the general one is sent.',
  ),
  pictureMs: count('message', 5_000, 'ms', 'That a picture may take to be drawn before the next one is begun.'),
  weightsPerAddress: rate('address', 5, 60, 'requests', 'HTTP: downloads of weights.'),
  connectionsPerAddress: count('address', 512, 'connections', 'TCP connections open at once, sockets included.'),
  requestsPerConnection: count('socket', 16, 'requests', 'HTTP requests under way or waiting on one connection.'),
  headersMs: count('message', 10_000, 'ms', 'For the headers of an HTTP request to come.'),
  requestMs: count('message', 20_000, 'ms', 'For the whole of an HTTP request to come.'),
  silentMs: count('socket', 60_000, 'ms', 'Without a byte either way on a connection that is being answered.'),
  headerBytes: count('message', 16_384, 'bytes', 'The headers of an HTTP request.'),
  bodyBytes: count('message', 8_192, 'bytes', 'The body of an HTTP request.'),
  pageWaitMs: count('message', 800, 'ms', 'That a page waits for what it shows; then the browser asks for it itself.'),
  bodyMs: count('message', 10_000, 'ms', 'For the body of an HTTP request to come.'),
  upstream: count('process', 128, 'requests', 'HTTP requests that the web process works on at once.'),
  upstreamPerAddress: count('address', 16, 'requests', 'Of those; fewer while few are free.'),
  coolMs: count('message', 1_000, 'ms', 'That a request counts after its sender left before the reply: web works on.'),
  waitingPerAddress: count('address', 256, 'requests', 'HTTP requests that wait for the web process.'),
  waitMs: count('message', 10_000, 'ms', 'In that line; then 503.'),
  replyMs: count('message', 30_000, 'ms', 'Until the web process has begun its reply; then 504.'),
  idleMs: count('message', 30_000, 'ms', 'Between two pieces of a reply, written or read; then it is broken off.'),
  wholeReplyMs: count('message', 180_000, 'ms', 'For the whole of a reply.'),
  partnersPerGuest: count('guest', 5, 'partners', 'Kept at once.'),
  weightBytesPerAddress: rate(
    'address',
    25_000,
    2_000_000_000,
    'bytes',
    'Weights that pushes bring, as they are stored: somewhat more than two billion bytes a day.',
  ),
  weightBytes: count(
    'process',
    20_000_000_000,
    'bytes',
    'Weights of everybody together. Partners play on then, and learn again when old revisions have gone.',
  ),
  weightBytesAlways: count(
    'guest',
    4_000_000,
    'bytes',
    'Weights of all partners with which somebody learns on where there is no room; who was away longest gives up old revisions then.',
  ),
  goodbyesPerAddress: rate(
    'address',
    0.002,
    20,
    'people',
    'HTTP: who has everything of theirs deleted. Each is remembered for a while, so nobody may do it without end.',
  ),
  goodbyesOfStrangers: count(
    'process',
    5_000,
    'people',
    'Deleted without anything that was kept of them, and remembered for a day. The oldest are forgotten each hour.',
  ),
  unratedPerGuest: count(
    'guest',
    200,
    'matches',
    'Unrated matches that are kept; the oldest go first, each once it is beyond that for all who played it.',
  ),
  shortMatchSeconds: count(
    'match',
    20,
    's',
    'An unrated match that was left or broken off earlier is kept for a day only.',
  ),
  dailyTries: count('guest', 3, 'newborns', 'Raised in a day, of each game. The best one counts.'),
  dailyBeginnings: count('guest', 12, 'newborns', 'Begun in a day, of each game, also where it was given up at once.'),
  newbornsPerAddress: rate(
    'address',
    0.001,
    100,
    'newborns',
    'Begun, of all behind an address: a whole class, and of the line to be measured only a part. About as many again in a day.',
  ),
  dailyWaiting: count('process', 500, 'newborns', 'Raised, and still to be measured. Nobody begins another one then.'),
  dailyPoints: count('process', 200, 'games', 'That a newborn plays against each agent of the field to be measured.'),
  dailyDays: count('process', 90, 'days', 'For which boards of newborns, and what was raised, are kept.'),
  weightBytesPerGuest: count('guest', 64_000_000, 'bytes', "Weights of all partners' revisions; the oldest go first."),
} as const satisfies Record<string, Row<number> | Row<Rate>>

export type LimitName = keyof typeof limitTable
/** The numbers of the table. */
export type Limits = { readonly [N in LimitName]: (typeof limitTable)[N]['value'] }

const names = Object.keys(limitTable) as LimitName[]

/** The limits of a server on the open internet. */
// Each name gets the value of its own row, which the compiler cannot follow through the entries.
export const LIMITS = Object.fromEntries(names.map((name) => [name, limitTable[name].value])) as Limits

/** The table as it stands in server/README.md, in Markdown. */
export function limitsPage(): string {
  const rows = names.map((name) => {
    const { per, value, unit, meaning } = limitTable[name]
    return [`\`${name}\``, per, figure(value, unit), meaning]
  })
  const all = [['limit', 'for each', 'value', 'what'], ...rows]
  const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((row) => row[column]!.length)))
  const line = (cells: string[]): string => `| ${cells.map((cell, i) => cell.padEnd(widths[i]!)).join(' | ')} |`
  const [head, ...body] = all.map(line)
  return [head, line(widths.map((width) => '-'.repeat(width))), ...body].join('\n')
}

function figure(value: number | Rate, unit: string): string {
  const plain = (number: number): string => number.toLocaleString('en-US')
  if (typeof value === 'number') return `${plain(value)} ${unit}`
  return `${plain(value.perSecond)} ${unit} a second, ${plain(value.burst)} at once`
}
