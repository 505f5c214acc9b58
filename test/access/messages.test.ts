import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { clientMessages, type ClientMessageName } from '../../game/protocol/messages.ts'
import { LIMITS } from '../../server/base/limits.ts'
import { builtinAgentId } from '../../server/base/ids.ts'
import { SocketBench, userIdOf, type Client } from '../sockets/socket-bench.ts'

/** Who sends: somebody without a session; a guest who has played nothing; a player in a match of their own; the owner of a seat; and somebody
 *  without a session who has the link. All but the owner know the match's id, which is more than they should. */
const PEOPLE = ['stranger', 'guest', 'player', 'owner', 'link'] as const
type Person = (typeof PEOPLE)[number]

/** A match that the owner plays in: a public one beside the owner's own partner, or a private one with a friend. */
interface Subject {
  match: string
  key: string | null
  owner: Client
}

/** For each of PEOPLE, in that order: `ok`, the code of the refusal, or `-` where no reply is awaited. */
type Answers = readonly [string, string, string, string, string]

interface Access {
  body: (subject: Subject, person: Person) => object
  public: Answers
  private: Answers
}

const everybody = ['ok', 'ok', 'ok', 'ok', 'ok'] as const
const inOne = ['anonymous', 'ok', 'in-match', 'in-match', 'anonymous'] as const
const inItOnly = ['no-match', 'no-match', 'no-match', 'ok', 'no-match'] as const
const silent = ['-', '-', '-', '-', '-'] as const
const noInvitation = ['no-invitation', 'no-invitation', 'no-invitation', 'no-invitation', 'no-invitation'] as const
const notYours = ['not-yours', 'not-yours', 'not-yours', 'not-yours', 'not-yours'] as const

/** One row for each message. A private match without its link is answered as one that does not exist. */
const ACCESS: Record<ClientMessageName, Access> = {
  'lobby:play': {
    body: () => ({ mode: 'ranked', task: 'pong', agentId: builtinAgentId('pong', 'middle') }),
    public: inOne,
    private: inOne,
  },
  'lobby:cancel': { body: () => ({}), public: everybody, private: everybody },
  // A match's id and its key are no invitation.
  'lobby:invitation': {
    body: ({ match, key }) => ({ invite: key ?? match }),
    public: noInvitation,
    private: noInvitation,
  },
  'lobby:accept': {
    body: ({ match, key }) => ({ invite: key ?? match }),
    public: ['anonymous', 'no-invitation', 'no-invitation', 'no-invitation', 'anonymous'],
    private: ['anonymous', 'no-invitation', 'no-invitation', 'no-invitation', 'anonymous'],
  },
  'match:join': {
    body: ({ match, key }, person) => (person === 'link' && key !== null ? { match, key } : { match }),
    public: everybody,
    private: ['no-match', 'no-match', 'no-match', 'ok', 'ok'],
  },
  'match:input': { body: () => ({ tick: 0, action: 1 }), public: silent, private: silent },
  'match:state': { body: ({ match }) => ({ match }), public: inItOnly, private: inItOnly },
  'match:ready': { body: ({ match }) => ({ match }), public: inItOnly, private: inItOnly },
  'match:pause': {
    body: ({ match }) => ({ match, paused: true }),
    public: inItOnly,
    // Two people wait for each other.
    private: ['no-match', 'no-match', 'no-match', 'no-pause', 'no-match'],
  },
  'match:away': { body: ({ match }) => ({ match }), public: inItOnly, private: inItOnly },
  'match:leave': { body: ({ match }) => ({ match }), public: everybody, private: everybody },
  'match:rematch': {
    body: ({ match }) => ({ match }),
    public: ['no-match', 'not-seated', 'not-seated', 'not-over', 'no-match'],
    private: ['no-match', 'no-match', 'no-match', 'not-over', 'no-match'],
  },
  'match:difficulty': {
    body: ({ match }) => ({ match, difficulty: 'easy' }),
    public: inItOnly,
    // There nobody holds back.
    private: ['no-match', 'no-match', 'no-match', 'no-difficulty', 'no-match'],
  },
  'time:ping': { body: () => ({}), public: everybody, private: everybody },
  'model:push': {
    body: ({ match, owner }) => ({
      match,
      agent: `partner${userIdOf(owner.name)}`,
      base: '0'.repeat(64),
      hash: '0'.repeat(64),
      delta: Buffer.alloc(40),
      stats: {},
    }),
    public: ['not-yours', 'not-yours', 'not-yours', 'wrong-base', 'not-yours'],
    private: notYours,
  },
}

/** What stops or ends the owner's match, or moves its paddle, when the owner sends it. */
const CHANGES: Record<'public' | 'private', readonly string[]> = {
  public: ['match:pause', 'match:away', 'match:leave', 'match:input'],
  private: ['match:away', 'match:leave', 'match:input'],
}

let bench: SocketBench
/** Names are filled up with zeros to ids, so a number is never their end. */
let serial = 0
beforeAll(async () => {
  const many = { matchesPerAddress: 1_000, matchesAlways: 1_000, socketsPerAddress: 1_000 }
  const often = { handshakesPerAddress: { perSecond: 1, burst: 2_000 }, rarePerAddress: { perSecond: 1, burst: 5_000 } }
  bench = await new SocketBench({ policies: true, limits: { ...LIMITS, ...many, ...often } }).open()
})
afterAll(() => bench.close())

async function subject(kind: 'public' | 'private'): Promise<Subject> {
  const owner = await bench.person(`owner${serial++}x`)
  if (kind === 'public') {
    const { match } = await owner.ask('lobby:play', { mode: 'sparring', task: 'pong', options: { target: 21 } })
    await owner.join(match)
    bench.ticks(3)
    return { match, key: null, owner }
  }
  const friend = await bench.person(`friend${serial++}x`)
  const { invite } = await owner.ask('lobby:play', { mode: 'invite', task: 'pong', options: { target: 21 } })
  const { match, key } = await friend.ask('lobby:accept', { invite })
  await Promise.all([friend.join(match), owner.join(match)])
  bench.ticks(3)
  return { match, key, owner }
}

async function sender(person: Person, owner: Client): Promise<Client> {
  if (person === 'owner') return owner
  if (person === 'stranger' || person === 'link') return bench.stranger()
  const client = await bench.person(`${person}${serial++}x`)
  if (person === 'player') {
    const { match } = await client.ask('lobby:play', {
      mode: 'sparring',
      task: 'pong',
      agentId: builtinAgentId('pong', 'middle'),
    })
    await client.join(match)
    bench.ticks(3)
    // What it hears from now on may be of another match.
    client.playback = null
  }
  return client
}

const names = Object.keys(clientMessages) as ClientMessageName[]

test('every message of the table has its row', () => {
  expect(Object.keys(ACCESS).sort()).toEqual([...names].sort())
})

describe.each(['public', 'private'] as const)('around a %s match', (kind) => {
  const cells = names.flatMap((name) => PEOPLE.map((person, i) => [name, person, ACCESS[name]?.[kind][i]] as const))

  test.each(cells)('%s from the %s gets %s', async (name, person, expected) => {
    const { match, key, owner } = await subject(kind)
    const client = await sender(person, owner)
    const body = ACCESS[name].body({ match, key, owner }, person)
    client.told.length = 0
    const { match: live } = bench.matches.get(match)!
    const seat = (): unknown => [live.phase, live.presence()[0]?.connected, live.whole('players').codes[0]]
    const before = seat()
    const reply = await sent(client, name, body, expected === '-')
    const learned = JSON.stringify([reply, client.told])
    const may = person === 'owner' || person === 'link' || kind === 'public'
    expect({
      answer: reply === null ? '-' : reply.ok ? 'ok' : reply.code,
      changed: JSON.stringify(seat()) !== JSON.stringify(before),
      learnsMatch: !may && learned.includes(match),
      learnsKey: person !== 'owner' && key !== null && learned.includes(key),
      getsWeights: person !== 'owner' && learned.includes('"weights":'),
    }).toEqual({
      answer: expected,
      changed: person === 'owner' && CHANGES[kind].includes(name),
      learnsMatch: false,
      learnsKey: false,
      getsWeights: false,
    })
  })
})

interface Reply {
  ok: boolean
  code?: string
}

/** Sends the message and lets the match go on for a moment; gives the reply, or null where none is awaited. */
async function sent(client: Client, name: ClientMessageName, body: object, silently: boolean): Promise<Reply | null> {
  const reply: Reply | null = silently ? null : await client.ask(name, body)
  if (silently) {
    client.send(name, body)
    await bench.settled(client)
  }
  bench.ticks(6)
  return reply
}

test('a private match is in no live list', async () => {
  const { match } = await subject('private')
  expect(JSON.stringify(bench.matches.live())).not.toContain(match)
})
