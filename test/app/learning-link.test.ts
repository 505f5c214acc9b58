import { describe, expect, test, vi } from 'vitest'
import type { Learning, MatchEntry } from '../../app/_net/match-snapshot.ts'
import type { Pipe, Replies, Question } from '../../app/_net/pipe.ts'
import type { TrainerClient, TrainerOptions } from '../../app/_trainer/trainer-client.ts'
import { startingStatus, type Proposal } from '../../app/_trainer/trainer-protocol.ts'
import { LearningLink } from '../../app/match/learning-link.ts'
import { readEvents } from '../../game/core/match-log.ts'
import { Playback } from '../../game/core/playback.ts'
import type { ClientBody, Refusal } from '../../game/protocol/messages.ts'
import { pong } from '../../game/tasks/pong/pong.ts'
import { SimulatedMatch } from '../net/simulated-match.ts'

const bytesOf = (...values: number[]): Uint8Array => new Uint8Array(new Float32Array(values).buffer)
const learning: Learning = {
  seat: 1,
  agent: 'a'.repeat(26),
  revision: 3,
  hash: 'aa',
  spec: { kind: 'mlp', inputs: 8, hidden: [4], activation: 'tanh', actions: 3 },
  weights: bytesOf(1, 2),
  observation: 'state',
}
const proposal = (base: string, hash: string): Proposal => ({
  base,
  hash,
  delta: new Uint8Array([7]),
  stats: { updates: 4 },
})

async function bench(answer: (body: ClientBody<'model:push'>) => Replies['model:push'] | Refusal) {
  const sim = await new SimulatedMatch({ roundTrip: 20, jitter: 0, target: 21 }).begin()
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
      return answer(push) as Replies[Name] | Refusal
    },
  }
  const given: TrainerOptions[] = []
  const entry: MatchEntry = { ...sim.client.snapshot.entry!, learning }
  const link = new LearningLink(sim.client, pipe, entry, learning, {
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
    const { sim, trainer, options } = await bench(() => ({ ok: true, hash: 'bb', revision: 4, stored: true }))
    expect(options).toMatchObject({ seat: 1, revision: 3, hash: 'aa', weights: new Float32Array([1, 2]) })
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
    await propose(proposal('aa', 'bb'))
    expect(pushed[0]).toMatchObject({ agent: learning.agent, base: 'aa', hash: 'bb', stats: { updates: 4 } })
    expect(trainer.served).toHaveBeenCalledWith(4, 'bb')
    expect(link.state).toMatchObject({ sent: 1, applied: 1, refused: 0 })
    expect(link.state.learnedAt.get('bb')).toBe(1234)
  })

  test('shows why an update was refused, and goes on from the weights that the server holds instead', async () => {
    const { link, trainer, propose } = await bench(() => ({
      ok: false,
      code: 'wrong-base',
      message: 'The partner has changed since.',
      headHash: 'cc',
      headRevision: 9,
    }))
    await propose(proposal('aa', 'bb'))
    expect(link.state).toMatchObject({ sent: 1, applied: 0, refused: 1, refusal: 'The partner has changed since.' })
    expect(trainer.refused).toHaveBeenCalledWith('The partner has changed since.')
    expect(trainer.served).toHaveBeenCalledWith(9, 'cc', new Float32Array([5, 6]))
  })

  test('stops the trainer with the match, keeps the last figures, and says so', async () => {
    const { sim, link, trainer, options } = await bench(() => ({ ok: true, hash: 'bb', revision: 4, stored: true }))
    options.onStatus({ ...startingStatus, studiedMoves: 12 })
    sim.match.leave(0)
    for (let i = 0; i < 10; i++) await sim.frame()
    expect(trainer.stop).toHaveBeenCalled()
    expect(link.state).toMatchObject({ resting: 'over', trainer: { studiedMoves: 12 } })
    link.stop()
  })
})
