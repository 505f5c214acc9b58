import { describe, expect, test, vi } from 'vitest'
import type { Learning } from '../../app/_net/match-snapshot.ts'
import { unreachable, type Pipe } from '../../app/_net/pipe.ts'
import type { TrainerClient, TrainerOptions } from '../../app/_trainer/trainer-client.ts'
import { startingStatus, type Proposal } from '../../app/_trainer/trainer-protocol.ts'
import { LearningLink } from '../../app/match/_panel/learning-link.ts'
import { readEvents } from '../../game/core/match-log.ts'
import { Playback } from '../../game/core/playback.ts'
import { densePolicy } from '../../game/nets/spec.ts'
import type { ClientBody, Question, Reply } from '../../game/protocol/messages.ts'
import type { Refusal } from '../../game/protocol/replies.ts'
import { pong } from '../../game/tasks/pong/pong.ts'
import { SimulatedMatch } from '../net/simulated-match.ts'

const bytesOf = (...values: number[]): Uint8Array => new Uint8Array(new Float32Array(values).buffer)
/** Of weights. */
const HASH = { aa: 'a'.repeat(64), bb: 'b'.repeat(64), cc: 'c'.repeat(64), dd: 'd'.repeat(64), ee: 'e'.repeat(64) }
const learning: Learning = {
  seat: 1,
  agent: 'a'.repeat(26),
  revision: 3,
  hash: HASH.aa,
  spec: densePolicy({ inputs: 8, hidden: [4], activation: 'tanh', outputs: 3 }),
  weights: bytesOf(1, 2),
  observation: 'state',
}
const proposal = (base: string, hash: string): Proposal => ({
  base,
  hash,
  delta: new Uint8Array([7]),
  stats: { updates: 4 },
})

async function bench(answer: (body: ClientBody<'model:push'>) => Reply<'model:push'> | Refusal) {
  const sim = new SimulatedMatch({ roundTrip: 20, jitter: 0, target: 21 })
  sim.learning = learning
  await sim.begin()
  const trainer = {
    ticks: vi.fn<TrainerClient['ticks']>(),
    served: vi.fn<TrainerClient['served']>(),
    refused: vi.fn<TrainerClient['refused']>(),
    pause: vi.fn<TrainerClient['pause']>(),
    stop: vi.fn<TrainerClient['stop']>(),
  }
  const pushed: ClientBody<'model:push'>[] = []
  const pipe: Pick<Pipe, 'ask'> = {
    ask: async <Name extends Question>(_name: Name, body: ClientBody<Name>) => {
      const push = body as ClientBody<'model:push'>
      pushed.push(push)
      return answer(push) as Reply<Name> | Refusal
    },
  }
  const given: TrainerOptions[] = []
  const entry = sim.client.snapshot.entry!
  const link = new LearningLink(sim.client, pipe, entry, entry.learning!, {
    createTrainer: async (options) => {
      given.push(options)
      return trainer
    },
    fetchWeights: async () => bytesOf(5, 6),
    now: () => 1234,
    hidden: () => false,
  })
  await link.start()
  const options = given[0]!
  const propose = async (change: Proposal): Promise<void> => {
    options.onProposal(change)
    for (let i = 0; i < 6; i++) await Promise.resolve()
  }
  return { sim, link, trainer, pushed, propose, options }
}

describe('the link between trainer and match', () => {
  test('starts the trainer with the weights that the server holds, and tells it every tick of the match', async () => {
    const { sim, trainer, options } = await bench(() => ({ ok: true, hash: HASH.bb, revision: 4, stored: true }))
    expect(options).toMatchObject({ seat: 1, revision: 3, hash: HASH.aa, weights: new Float32Array([1, 2]) })
    for (let i = 0; i < 200; i++) await sim.frame()
    const follower = new Playback(pong, sim.match.header)
    for (const [base, to, bytes] of trainer.ticks.mock.calls) follower.apply(readEvents(bytes, 1, base), to)
    expect(follower.tick).toBeGreaterThan(200)
    expect(follower.differences).toBe(0)
  })

  test('sends a proposal to the server and tells the trainer that it is served', async () => {
    const { link, trainer, pushed, propose } = await bench(({ hash }) => ({
      ok: true,
      hash,
      revision: 4,
      stored: true,
    }))
    await propose(proposal(HASH.aa, HASH.bb))
    expect(pushed[0]).toMatchObject({ agent: learning.agent, base: HASH.aa, hash: HASH.bb, stats: { updates: 4 } })
    expect(trainer.served).toHaveBeenCalledWith(4, HASH.bb)
    expect(link.state).toMatchObject({ sent: 1, applied: 1, refused: 0 })
    expect(link.state.learnedAt.get(HASH.bb)).toBe(1234)
  })

  test('shows why an update was refused, and goes on from the weights that the server holds instead', async () => {
    const { link, trainer, propose } = await bench(() => ({
      ok: false,
      code: 'wrong-base',
      message: 'The partner has changed since.',
      headHash: HASH.cc,
      headRevision: 9,
    }))
    await propose(proposal(HASH.aa, HASH.bb))
    expect(link.state).toMatchObject({ sent: 1, applied: 0, refused: 1, refusal: 'The partner has changed since.' })
    expect(trainer.refused).toHaveBeenCalledWith('The partner has changed since.')
    expect(trainer.served).toHaveBeenCalledWith(9, HASH.cc, new Float32Array([5, 6]))
  })

  /** Joins the match again after a loss; what the server says of the partner then is in `now`. */
  async function joinAgain(sim: SimulatedMatch, now: Partial<Learning>): Promise<void> {
    sim.learning = { ...learning, ...now }
    sim.pipe.cut()
    await sim.frame()
    sim.pipe.mend()
    while (sim.client.snapshot.link.state !== 'connected' || sim.client.snapshot.resumes === 0) await sim.frame()
  }

  test('goes on from its own pushes after joining again, whatever the partner was when it joined', async () => {
    const { sim, link, trainer, propose } = await bench(({ hash }) => ({ ok: true, hash, revision: 4, stored: true }))
    await joinAgain(sim, { revision: 3, hash: HASH.aa })
    for (const hash of [HASH.bb, HASH.cc, HASH.dd]) {
      await propose(proposal(HASH.aa, hash))
      for (let i = 0; i < 60; i++) await sim.frame()
    }
    expect(trainer.served.mock.calls).toEqual([
      [4, HASH.bb],
      [4, HASH.cc],
      [4, HASH.dd],
    ])
    expect(trainer.refused).not.toHaveBeenCalled()
    expect(link.state).toMatchObject({ sent: 3, applied: 3, refused: 0 })
  })

  test('takes other weights that the server holds after a loss once', async () => {
    const { sim, trainer } = await bench(({ hash }) => ({ ok: true, hash, revision: 4, stored: true }))
    await joinAgain(sim, { revision: 8, hash: HASH.ee, weights: bytesOf(8, 9) })
    for (let i = 0; i < 60; i++) await sim.frame()
    expect(trainer.served.mock.calls).toEqual([[8, HASH.ee, new Float32Array([8, 9])]])
  })

  test.each([
    { became: 'had arrived', now: { revision: 4, hash: HASH.bb }, sent: 1, applied: 1 },
    { became: 'had not arrived', now: { revision: 3, hash: HASH.aa }, sent: 0, applied: 0 },
  ])('learns from joining again that a push whose answer was lost $became', async ({ now, sent, applied }) => {
    const { sim, link, trainer, propose } = await bench(() => unreachable)
    await propose(proposal(HASH.aa, HASH.bb))
    expect(trainer.refused).not.toHaveBeenCalled()
    await joinAgain(sim, now)
    expect(link.state).toMatchObject({ sent, applied, refused: 0 })
    expect(trainer.served.mock.calls).toEqual(applied ? [[4, HASH.bb]] : [])
    expect(trainer.refused).toHaveBeenCalledTimes(1 - applied)
  })

  test('stops the trainer with the match, keeps the last figures, and says so', async () => {
    const { sim, link, trainer, options } = await bench(() => ({ ok: true, hash: HASH.bb, revision: 4, stored: true }))
    options.onStatus({ ...startingStatus, studiedMoves: 12 })
    sim.match.leave(0)
    for (let i = 0; i < 10; i++) await sim.frame()
    expect(trainer.stop).toHaveBeenCalled()
    expect(link.state).toMatchObject({ resting: 'over', trainer: { studiedMoves: 12 } })
    link.stop()
  })
})
