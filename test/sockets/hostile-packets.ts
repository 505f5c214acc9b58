import { uniform, type Chance } from '../../game/core/chance.ts'
import { clientMessages } from '../../game/protocol/messages.ts'
import { CONNECT, event, frame, packed } from './raw-page.ts'

/** Bytes that pass for one frame, and what they are. */
export interface Hostile {
  name: string
  bytes: Uint8Array
  /** It is not a whole frame: whoever sends it waits for nothing and goes. */
  unfinished?: true
}

const forged = (more: object): Buffer => packed({ type: 2, nsp: '/', ...more })
const deep = (levels: number): unknown => (levels === 0 ? 1 : [deep(levels - 1)])
const raw = (...bytes: number[]): Buffer => frame(Uint8Array.from(bytes))
const pieces = (payload: Uint8Array): Buffer => {
  const half = payload.length >> 1
  return Buffer.concat([frame(payload.subarray(0, half), { fin: false }), frame(payload.subarray(half), { opcode: 0 })])
}

/** The corpus: each was, or could have been, somebody's way in. New ones are added at the end. */
export const CORPUS: readonly Hostile[] = [
  { name: 'an event whose name is an object', bytes: frame(forged({ data: [{ toString: 1 }] })) },
  { name: 'an event named by a list', bytes: frame(forged({ data: [['match:join'], {}] })) },
  { name: 'an event named disconnect', bytes: frame(forged({ data: ['disconnect'] })) },
  { name: 'an event named error', bytes: frame(forged({ data: ['error', { message: 'x' }] })) },
  { name: 'an event named constructor', bytes: frame(forged({ data: ['constructor', {}] })) },
  { name: 'an event with a name and nothing else', bytes: frame(forged({ data: ['match:input'] })) },
  { name: 'an event with three arguments', bytes: frame(forged({ data: ['match:input', {}, {}, {}] })) },
  { name: 'an event with an impossible id', bytes: frame(forged({ data: ['time:ping', {}], id: 2 ** 60 })) },
  { name: 'an event with a negative id', bytes: frame(forged({ data: ['time:ping', {}], id: -1 })) },
  { name: 'a body that looks like a function', bytes: frame(forged({ data: ['match:join', { call: 1, apply: 1 }] })) },
  {
    name: 'a body with a prototype',
    bytes: frame(forged({ data: ['match:join', JSON.parse('{"__proto__":{"match":1}}')] })),
  },
  { name: 'an acknowledgement', bytes: frame(forged({ type: 3, id: 0, data: [] })) },
  { name: 'a server refusal', bytes: frame(forged({ type: 4, data: 'x' })) },
  { name: 'a connect that repeats', bytes: frame(packed(CONNECT)) },
  { name: 'a connect elsewhere', bytes: frame(packed({ ...CONNECT, nsp: '/admin' })) },
  { name: 'a leave', bytes: frame(forged({ type: 1 })) },
  { name: 'an event elsewhere', bytes: frame(forged({ nsp: '/x', data: ['time:ping', {}] })) },
  { name: 'nesting of eight levels', bytes: frame(packed(event('match:join', deep(5)))) },
  { name: 'nesting of a hundred levels', bytes: frame(packed(event('match:join', deep(100)))) },
  { name: 'a list that claims four thousand million values', bytes: raw(0xdd, 0xff, 0xff, 0xff, 0xff) },
  { name: 'an extension that claims four gigabytes', bytes: raw(0xc9, 0xff, 0xff, 0xff, 0xff, 0) },
  {
    name: 'a thousand values',
    bytes: frame(
      packed(
        event(
          'match:join',
          Array.from({ length: 1_000 }, () => 0),
        ),
      ),
    ),
  },
  { name: 'a packet cut short', bytes: frame(packed(event('time:ping', {})).subarray(0, 9)) },
  {
    name: 'a packet with more behind it',
    bytes: frame(Buffer.concat([packed(event('time:ping', {})), Buffer.from([1])])),
  },
  { name: 'a short packet of the server', bytes: raw(1, 0, 0, 0) },
  { name: 'a short packet of no type', bytes: raw(0x7f) },
  {
    name: 'a short input with a varint without end',
    bytes: raw(2, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff),
  },
  { name: 'a short input cut short', bytes: raw(2, 5) },
  { name: 'a short input far ahead', bytes: raw(2, 0xff, 0xff, 0xff, 0x04, 1) },
  { name: 'an empty binary', bytes: frame(new Uint8Array(0)) },
  { name: 'an empty text', bytes: frame('') },
  { name: 'a text event', bytes: frame('42["match:join",{}]') },
  { name: 'a text message in base 64', bytes: frame(`b${packed(event('match:input', {})).toString('base64')}`) },
  { name: 'an Engine.IO open', bytes: frame('0{"sid":"x"}') },
  { name: 'an Engine.IO close', bytes: frame('1') },
  { name: 'an Engine.IO ping', bytes: frame('2probe') },
  { name: 'an Engine.IO pong', bytes: frame('3probe') },
  { name: 'an Engine.IO upgrade', bytes: frame('5') },
  { name: 'an Engine.IO noop', bytes: frame('6') },
  { name: 'an Engine.IO packet of no type', bytes: frame('9x') },
  { name: 'a WebSocket pong', bytes: frame('x', { opcode: 10 }) },
  { name: 'a WebSocket close', bytes: frame(Buffer.from([3, 232]), { opcode: 8 }) },
  { name: 'a WebSocket close with half a code', bytes: frame('x', { opcode: 8 }) },
  { name: 'a frame of no kind', bytes: frame('x', { opcode: 3 }) },
  { name: 'a frame without a mask', bytes: frame(packed(event('time:ping', {})), { masked: false }) },
  { name: 'a frame with reserved bits', bytes: frame('x', { reserved: 7 }) },
  { name: 'a continuation of nothing', bytes: frame('x', { opcode: 0 }) },
  { name: 'control in pieces', bytes: frame('x', { opcode: 9, fin: false }) },
  { name: 'text that is no UTF-8', bytes: frame(Buffer.from([0xc3, 0x28]), { opcode: 1 }) },
  { name: 'a frame that claims half a megabyte', bytes: frame('x', { claims: 500_000 }) },
  { name: 'a frame that claims four terabytes', bytes: frame('x', { claims: 2 ** 42 }) },
  { name: 'a frame that never ends', bytes: frame('x', { claims: 100 }), unfinished: true },
  { name: 'a message whose last piece never comes', bytes: frame('x', { fin: false }), unfinished: true },
  { name: 'a message in two pieces', bytes: pieces(packed({ ...event('time:ping', {}), id: 7 })) },
  { name: 'half a megabyte of weights', bytes: frame(packed(event('model:push', { delta: Buffer.alloc(450_000) }))) },
]

/** What a page of ours sends in a match: replayed by others, from other seats and in another order. */
export function replays(match: string, agent: string): Buffer[] {
  const asks: [string, object][] = [
    ['match:join', { match }],
    ['match:state', { match }],
    ['match:ready', { match }],
    ['match:pause', { match, paused: true }],
    ['match:pause', { match, paused: 'yes' }],
    ['match:away', { match }],
    ['match:leave', { match }],
    ['match:rematch', { match }],
    ['lobby:cancel', {}],
    ['lobby:play', { mode: 'invite', task: 'pong', options: { target: 5 } }],
    ['lobby:accept', { invite: match }],
    ['lobby:invitation', { invite: match }],
    ['time:ping', {}],
    ['model:push', { match, agent, base: '0'.repeat(64), hash: '0'.repeat(64), delta: Buffer.alloc(40), stats: {} }],
  ]
  const inputs = [0, 1, 5, 60, 600].flatMap((tick) => [1, 2].map((action) => event('match:input', { tick, action })))
  return [...asks.map(([name, body], id) => packed({ ...event(name, body), id })), ...inputs.map(packed)]
}

/** One more hostile frame, drawn by chance: a recorded packet as it is, or bent, or a message of the table around nonsense. */
export function drawHostile(chance: Chance, recorded: readonly Buffer[]): Hostile {
  const below = (n: number): number => Math.floor(uniform(chance) * n)
  const pick = <T>(all: readonly T[]): T => all[below(all.length)]!
  const one = uniform(chance)
  if (one < 0.12) return pick(CORPUS)
  const packet = pick(recorded)
  if (one < 0.6) return { name: 'a replay', bytes: frame(packet) }
  if (one < 0.68) {
    const bent = Buffer.from(packet)
    bent[below(bent.length)] = below(256)
    return { name: 'a bent replay', bytes: frame(bent) }
  }
  if (one < 0.7) return { name: 'noise', bytes: frame(Uint8Array.from({ length: 1 + below(60) }, () => below(256))) }
  const names = Object.keys(clientMessages).filter((name) => name !== 'lobby:play')
  const value = (depth: number): unknown => {
    const kind = below(depth > 3 ? 6 : 8)
    if (kind === 6) return Array.from({ length: below(4) }, () => value(depth + 1))
    if (kind === 7) return object(depth + 1)
    return [null, true, -0, 1e308, below(2 ** 31), 'x'.repeat(below(70))][kind]
  }
  const fields = [
    'match',
    'key',
    'draws',
    'paused',
    'leave',
    'tick',
    'action',
    'mode',
    'invite',
    'agent',
    'delta',
    'toString',
    'then',
    'length',
  ]
  const object = (depth: number): object =>
    Object.fromEntries(Array.from({ length: below(4) }, () => [pick(fields), value(depth)]))
  const body = uniform(chance) < 0.7 ? object(0) : value(0)
  const more = uniform(chance) < 0.7 ? { id: below(1_000) } : {}
  return { name: 'nonsense', bytes: frame(packed({ ...event(pick(names), body), ...more })) }
}
