import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { encodeDelta } from '../../game/nets/delta.ts'
import { weightsFromBytes } from '../../game/nets/hash.ts'
import type { JoinReply, PushAnswer } from '../../game/protocol/replies.ts'
import { LIMITS, type Limits } from '../../server/base/limits.ts'
import { PAUSE_LIMITS } from '../../server/match/pausing.ts'
import { testSpec } from '../support/house-agents.ts'
import { SocketBench, TICK, type Client } from './socket-bench.ts'

const SECONDS = 4
const END = SECONDS * 60

let bench: SocketBench
let ann: Client
let match: string
let joined: JoinReply & { ok: true }
beforeEach(async () => {
  bench = await new SocketBench({ policies: true, dailySeconds: SECONDS }).open()
  ann = await bench.person('ann')
  match = (await ann.ask('lobby:play', { mode: 'sparring', task: 'pong', raise: true, difficulty: 'easy' })).match
  const reply = await ann.join(match)
  if (!reply.ok) throw new Error(reply.message)
  joined = reply
  bench.ticks(2)
})
afterEach(() => bench.close())

const running = () => bench.matches.get(match)!.match

function push(): Promise<PushAnswer> {
  const { agent, weights } = joined.learning!
  const served = weightsFromBytes(weights)
  const { bytes, base, hash } = encodeDelta(
    testSpec,
    served,
    served.map((weight) => weight + 0.01),
  )
  return ann.ask('model:push', { match, agent, base, hash, delta: Buffer.from(bytes), stats: {} })
}

describe('a match in which a newborn is raised', () => {
  test('ends by time and by no score, holds nothing back, is rated by nobody, and says of which day it was in the journal', async () => {
    expect(joined).toMatchObject({
      raisedUntil: END,
      rated: false,
      learning: { seat: 1 },
      presence: { difficulty: null },
    })
    expect(await ann.ask('match:difficulty', { match, difficulty: 'easy' })).toMatchObject({ code: 'no-difficulty' })
    expect(joined.header.options['target']).toBe(999)
    await bench.until(match, (phase) => phase === 'over')
    expect(running()).toMatchObject({ tickNumber: END, result: { reason: 'time' } })
    expect(await ann.hear('match:over')).toMatchObject({ reason: 'time' })
    expect(bench.jobs.journal.at(-1)).toMatchObject({ newbornOf: '2026-11-30', reason: 'time', difficulty: null })
  })

  test('does not count the time for which it stands still, and learns nothing meanwhile', async () => {
    bench.ticks(30)
    await ann.ask('match:pause', { match, paused: true })
    bench.ticks(10)
    expect(running().phase).toBe('paused')
    const before = running().tickNumber
    bench.ticks(2 * END)
    expect(running().tickNumber).toBe(before)
    expect(await push()).toMatchObject({ ok: false, code: 'not-playing' })
    await ann.ask('match:pause', { match, paused: false })
    bench.ticks(Math.ceil(PAUSE_LIMITS.countdown / TICK) + 3)
    expect(await push()).toMatchObject({ ok: true, revision: 1 })
    await bench.until(match, (phase) => phase === 'over')
    expect(running().tickNumber).toBe(END)
  })

  test('learns nothing once it is over, and is not played again', async () => {
    await bench.until(match, (phase) => phase === 'over')
    await ann.hear('match:over')
    expect(await push()).toMatchObject({ ok: false, code: 'not-playing' })
    expect(await ann.ask('match:rematch', { match })).toMatchObject({ ok: false, code: 'raised-once' })
  })
})

test('what somebody has raised plays as it is, learns nothing, and holds back as any other', async () => {
  const bob = await bench.person('bob')
  const raised = 'abcdef0123456789'
  const asked = { mode: 'sparring', task: 'pong', raised, difficulty: 'easy' }
  const other = (await bob.ask('lobby:play', asked)).match
  expect(bench.jobs.asked.at(-2)).toEqual({ ask: 'seat-raised', task: 'pong', agentId: raised })
  expect(await bob.join(other)).toMatchObject({
    learning: null,
    raisedUntil: null,
    presence: { difficulty: { chosen: 'easy' } },
  })
})

test('a newborn is raised by the rules of the day, whatever else is asked for', async () => {
  const eve = await bench.person('eve')
  const asked = {
    mode: 'sparring',
    task: 'pong',
    raise: true,
    options: { target: 3 },
    reactionTicks: 18,
    decisionPeriod: 12,
    unwatched: true,
  }
  const reply = await eve.join((await eve.ask('lobby:play', asked)).match)
  expect(reply).toMatchObject({ header: { options: { target: 999 } } })
  const agent = reply.ok ? reply.header.seats.find(({ kind }) => kind === 'agent') : null
  expect(agent).not.toMatchObject({ reactionTicks: 18 })
  expect(agent).toMatchObject({ decisionPeriod: 4 })
  expect(reply).toMatchObject({ public: true })
  expect(await eve.ask('lobby:play', { mode: 'sparring', task: 'pong', raise: false })).toMatchObject({ ok: false })
})

describe('where many raise a newborn', () => {
  const raise = { mode: 'sparring', task: 'pong', raise: true } as const
  const limited = async (limits: Partial<Limits>) => {
    await bench.close()
    bench = await new SocketBench({ policies: true, dailySeconds: SECONDS, limits: { ...LIMITS, ...limits } }).open()
  }

  test('one that stands still too long for the others to come is void: that is nobody’s try', async () => {
    await limited({ matchesHeld: 1 })
    const left = []
    for (const name of ['bob', 'cat']) {
      const person = await bench.person(name)
      const { match: id } = await person.ask('lobby:play', raise)
      await person.join(id)
      bench.ticks(2)
      await person.ask('match:away', { match: id })
      bench.ticks(2)
      left.push(bench.matches.get(id)!.match)
    }
    expect(left.map(({ result }) => result?.reason ?? 'held')).toEqual(['void', 'held'])
    expect(left[0]!.result?.gone?.how).toBe('crowded')
    await bench.playUntil(() => bench.jobs.journal.length > 0)
    expect(bench.jobs.journal).toMatchObject([{ newbornOf: '2026-11-30', reason: 'void' }])
  })

  test('only so many begin behind one address; another game they get', async () => {
    await limited({ newbornsPerAddress: { perSecond: 0.001, burst: 1 } })
    const [bob, cat] = [await bench.person('bob'), await bench.person('cat')]
    expect(await bob.ask('lobby:play', raise)).toMatchObject({ ok: true })
    expect(await cat.ask('lobby:play', raise)).toMatchObject({ ok: false, code: 'newborns-address-full' })
    expect(await cat.ask('lobby:play', { mode: 'sparring', task: 'pong' })).toMatchObject({ ok: true })
  })
})
