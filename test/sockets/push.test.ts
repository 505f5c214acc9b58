import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { encodeDelta, maxDeltaBytes } from '../../game/nets/delta.ts'
import { hashWeights, weightsFromBytes, weightsToBytes } from '../../game/nets/hash.ts'
import { weightCount } from '../../game/nets/spec.ts'
import { MOST_DELTA_BYTES } from '../../game/protocol/messages.ts'
import type { JoinReply, PushAnswer } from '../../game/protocol/replies.ts'
import { LIMITS } from '../../server/base/limits.ts'
import { testSpec } from '../support/house-agents.ts'
import { SocketBench, userIdOf, type Client } from './socket-bench.ts'

let bench: SocketBench
let serial = 0
let ann: Client
let match: string
let learning: NonNullable<(JoinReply & { ok: true })['learning']>

beforeAll(async () => {
  // Every test leaves a match of its own behind, all from one address; some send several pushes at once.
  const often = { perSecond: 0.5, burst: 3 }
  const limits = { ...LIMITS, matchesPerAddress: 100, modelPerSocket: often, modelPerSession: often }
  bench = await new SocketBench({ policies: true, limits }).open()
})
afterAll(() => bench.close())

/** Each test has a person, a partner and a match of its own. */
beforeEach(async () => {
  // Two digits: the ids of 'ann1' and 'ann10' are the same, filled up with zeros.
  ann = await bench.person(`ann${String(serial++).padStart(2, '0')}`)
  match = (await ann.ask('lobby:play', { mode: 'sparring', task: 'pong', options: { target: 3 } })).match
  const joined = await ann.join(match)
  if (!joined.ok || !joined.learning) throw new Error('Nothing learns here')
  learning = joined.learning
  bench.ticks(2)
})

/** A change of every weight by a little. */
function change(from: Uint8Array, by = 0.01): { base: string; hash: string; delta: Uint8Array } {
  const served = weightsFromBytes(from)
  const { bytes, base, hash } = encodeDelta(
    testSpec,
    served,
    served.map((weight, i) => weight + by * Math.sin(i)),
  )
  return { base, hash, delta: Buffer.from(bytes) }
}

const push = (client: Client, more: object): Promise<PushAnswer> =>
  client.ask('model:push', { match, agent: learning.agent, stats: { loss: 0.5 }, ...more })

describe('a push', () => {
  test('starts from the weights that the owner is given when entering', () => {
    expect(hashWeights(weightsFromBytes(learning.weights))).toBe(learning.hash)
    expect(learning).toMatchObject({ seat: 1, revision: 0, observation: 'state', spec: testSpec })
  })

  test('is answered with the hash of what the server holds, and plays from the next serve on', async () => {
    const { base, hash, delta } = change(learning.weights)
    expect(await push(ann, { base, hash, delta })).toEqual({ ok: true, hash, revision: 1, stored: true })
    expect(hashWeights(bench.jobs.weightsOf(userIdOf(ann.name)))).toBe(hash)
    const { match: running } = bench.matches.get(match)!
    expect(running.policies[1]).toBe(learning.hash)
    await bench.until(match, () => running.policies[1] === hash)
    const again = await ann.join(match)
    expect(again).toMatchObject({ ok: true, learning: { revision: 1, hash } })
  })

  test('is seen by who watches', async () => {
    const eve = await bench.stranger()
    await eve.join(match)
    expect(eve.joined?.learning).toBeNull()
    const { hash, ...rest } = change(learning.weights)
    await push(ann, { hash, ...rest })
    const seen = () => eve.events.find((event) => event.kind === 'policy')
    await bench.playUntil(() => seen() !== undefined)
    expect(seen()).toMatchObject({ seat: 1, revision: 1, hash })
  })

  test('against other weights is refused with what to continue from', async () => {
    const { delta, hash } = change(learning.weights)
    const answer = await push(ann, { base: '0'.repeat(64), hash, delta })
    expect(answer).toMatchObject({ ok: false, code: 'wrong-base', headHash: learning.hash, headRevision: 0 })
  })

  test('of damaged bytes is refused', async () => {
    const { base, hash, delta } = change(learning.weights)
    expect(await push(ann, { base, hash, delta: delta.subarray(0, 30) })).toMatchObject({
      ok: false,
      code: 'malformed',
    })
  })

  test('longer than its network can make is refused at the door, and jobs never sees it', async () => {
    const { base, hash } = change(learning.weights)
    const before = bench.jobs.asked.length
    const most = maxDeltaBytes(testSpec)
    const answer = await push(ann, { base, hash, delta: Buffer.alloc(most + 1) })
    expect(answer).toMatchObject({ ok: false, code: 'too-large' })
    expect(bench.jobs.asked).toHaveLength(before)
    expect(await push(ann, { base, hash, delta: Buffer.alloc(most) })).toMatchObject({ ok: false, code: 'malformed' })
    expect(bench.jobs.asked).toHaveLength(before + 1)
  })

  test('longer than any network can make is not understood, and jobs never sees it', async () => {
    const { base, hash } = change(learning.weights)
    const before = bench.jobs.asked.length
    const answer = await push(ann, { base, hash, delta: Buffer.alloc(MOST_DELTA_BYTES + 1) })
    expect(answer).toMatchObject({ ok: false, code: 'malformed' })
    expect(bench.jobs.asked).toHaveLength(before)
  })

  test('with a figure under a name that no database keeps is not understood, and jobs never sees it', async () => {
    const before = bench.jobs.asked.length
    const answer = await push(ann, { ...change(learning.weights), stats: { 'loss\0': 1 } })
    expect(answer).toMatchObject({ ok: false, code: 'malformed' })
    expect(bench.jobs.asked).toHaveLength(before)
  })

  test('of more than a megabyte closes the connection that sends it', async () => {
    const closed = new Promise((resolve) => ann.socket.once('disconnect', resolve))
    void push(ann, { base: learning.hash, hash: learning.hash, delta: Buffer.alloc(1_200_000) }).catch(() => null)
    await closed
    expect(bench.jobs.weightsOf(userIdOf(ann.name))).toEqual(weightsFromBytes(learning.weights))
  })

  test('by somebody else, for another agent, or into another match is refused', async () => {
    const good = change(learning.weights)
    const eve = await bench.person(`eve${serial}`)
    await eve.join(match)
    expect(await push(eve, good)).toMatchObject({ ok: false, code: 'not-yours' })
    expect(await push(await bench.stranger(), good)).toMatchObject({ ok: false, code: 'not-yours' })
    expect(await push(ann, { ...good, agent: 'partner00000000000' })).toMatchObject({ ok: false, code: 'not-yours' })
    expect(await push(ann, { ...good, match: 'f'.repeat(32) })).toMatchObject({ ok: false, code: 'not-yours' })
  })

  test('that was on its way when the match ended is taken all the same: the partner has learned it', async () => {
    await ann.ask('match:leave', { match })
    expect(await push(ann, change(learning.weights))).toMatchObject({ ok: true, revision: 1 })
  })

  test('is refused in words where its network address has brought as much as it may within a day, and jobs never sees it', async () => {
    const sent = 4 * weightCount(testSpec)
    const limits = { ...LIMITS, weightBytesPerAddress: { perSecond: sent / 100, burst: 2 * sent } }
    const own = await new SocketBench({ policies: true, limits }).open()
    try {
      const client = await own.person('ann')
      const asked = await client.ask('lobby:play', { mode: 'sparring', task: 'pong', options: { target: 3 } })
      const joined = await client.join(asked.match)
      if (!joined.ok || !joined.learning) throw new Error('Nothing learns here')
      const { agent, weights } = joined.learning
      const answers: PushAnswer[] = []
      let held = weights
      for (const wait of [0, 2_000, 2_000, 100_000]) {
        own.clock.turn(wait)
        const answer = await client.ask('model:push', { match: asked.match, agent, stats: {}, ...change(held) })
        answers.push(answer)
        held = Buffer.from(weightsToBytes(own.jobs.weightsOf(userIdOf('ann'))))
      }
      expect(answers.map(({ ok }) => ok)).toEqual([true, true, false, true])
      expect(answers[2]).toMatchObject({ code: 'no-room', message: expect.stringMatching(/^As many weights as .*\.$/) })
      expect(own.jobs.asked.filter(({ ask }) => ask === 'push')).toHaveLength(3)
    } finally {
      await own.close()
    }
  })

  test('while jobs is down is refused, and the match goes on', async () => {
    bench.jobs.down = true
    expect(await push(ann, change(learning.weights))).toMatchObject({ ok: false, code: 'unavailable' })
    bench.jobs.down = false
    bench.ticks(60)
    expect(bench.matches.get(match)!.match.phase).toBe('playing')
  })
})

test("a policy's mind is told in sparring, and not in a ranked match", async () => {
  await bench.playUntil(() => ann.told.some(({ event }) => event === 'match:minds'))
  const { minds } = await ann.hear('match:minds')
  expect(minds[0]).toMatchObject({ seat: 1, value: expect.any(Number), late: expect.any(Boolean) })
  expect(minds[0]!.shown).toEqual({ kind: 'choices', probabilities: [0, 0, 0].map(() => expect.any(Number)) })

  const bob = await bench.person(`bob${serial}`)
  const ranked = (await bob.ask('lobby:play', { mode: 'ranked', task: 'pong', agentId: 'house00000000000' })).match
  expect(await bob.join(ranked)).toMatchObject({
    learning: null,
    header: { seats: [{}, { brain: 'policy', reactionTicks: 6 }] },
  })
  await bench.until(ranked, (_, tick) => tick > 60)
  await bob.until(() => bob.playback!.tick >= 56)
  expect(bob.told.some(({ event }) => event === 'match:minds')).toBe(false)
})

test('a partner as it was plays unrated, learns nothing, takes no push, and is asked for again in a rematch', async () => {
  const earlier = { partner: learning.agent, revision: 0 }
  const then = await ann.ask('lobby:play', {
    mode: 'sparring',
    task: 'pong',
    earlier,
    options: { target: 3 },
    leave: match,
  })
  expect(await ann.join(then.match)).toMatchObject({ ok: true, mode: 'sparring', rated: false, learning: null })
  const { base, hash, delta } = change(learning.weights)
  const refused = { ok: false, code: 'not-yours' }
  expect(
    await ann.ask('model:push', { match: then.match, agent: learning.agent, stats: {}, base, hash, delta }),
  ).toMatchObject(refused)
  await bench.until(then.match, (phase) => phase === 'over')
  await ann.hear('match:over')
  const isTheirs = ({ matchId }: { matchId: string }): boolean => matchId === then.match
  await bench.playUntil(() => bench.jobs.journal.some(isTheirs))
  const line = bench.jobs.journal.find(isTheirs)
  expect(line?.seats.map((seat) => [seat.agentId !== null, seat.earlier])).toEqual(
    expect.arrayContaining([
      [false, false],
      [true, true],
    ]),
  )
  await ann.ask('match:rematch', { match: then.match })
  await ann.hear('match:next')
  const asked = { task: 'pong', userId: userIdOf(ann.name), agentId: learning.agent, revision: 0 }
  expect(bench.jobs.asked.filter(({ ask }) => ask === 'seat-earlier')).toEqual([
    { ask: 'seat-earlier', ...asked },
    { ask: 'seat-earlier', ...asked },
  ])
})

test('who has gone elsewhere in the middle of a match is told that their partner waits, by that name', async () => {
  await ann.ask('match:away', { match })
  expect(bench.matches.waitingFor(userIdOf(ann.name))?.against).toEqual([{ kind: 'agent', name: 'your partner' }])
})

test("who has gone out of a match with somebody else's open partner is told its own name", async () => {
  bench.jobs.partnersOwner = 'somebody else'
  const wish = { mode: 'sparring', task: 'pong', agentId: learning.agent, leave: match } as const
  const other = (await ann.ask('lobby:play', wish)).match
  await ann.join(other)
  await ann.ask('match:away', { match: other })
  expect(bench.matches.waitingFor(userIdOf(ann.name))?.against).toEqual([{ kind: 'agent', name: 'Partner' }])
})
