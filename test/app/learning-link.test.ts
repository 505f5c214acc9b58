import { describe, expect, test, vi } from 'vitest'
import type { Learning } from '../../app/_net/match-snapshot.ts'
import { unreachable, type Pipe } from '../../app/_net/pipe.ts'
import type { TrainerClient, TrainerOptions } from '../../app/_trainer/trainer-client.ts'
import { startingStatus, type Proposal } from '../../app/_trainer/trainer-protocol.ts'
import type { KeptCurve } from '../../app/match/_panel/kept-curve.ts'
import { LearningLink } from '../../app/match/_panel/learning-link.ts'
import type { ProgressPoint } from '../../app/match/_panel/progress.ts'
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

/** A curve that is kept for one match at a time. */
function curveOf(points: readonly ProgressPoint[] = []): KeptCurve & { kept: readonly ProgressPoint[] } {
  const curve = {
    kept: points,
    read: () => curve.kept,
    keep: (_: string, now: readonly ProgressPoint[]) => void (curve.kept = now),
    drop: () => void (curve.kept = []),
  }
  return curve
}

interface BenchSetup {
  /** The hash of the weights that the match began with. */
  began?: string
  /** Those that can be had. */
  weights?: Uint8Array | 'missing' | null
  curve?: KeptCurve
  clock?: { now: number }
  /** What happens while the weights are fetched, and while the trainer is loaded. */
  fetching?: (sim: SimulatedMatch) => Promise<void>
  loading?: (sim: SimulatedMatch) => Promise<void>
}

async function bench(
  answer: (body: ClientBody<'model:push'>) => Reply<'model:push'> | Refusal,
  {
    began = HASH.aa,
    weights = bytesOf(5, 6),
    curve = curveOf(),
    clock = { now: 1234 },
    fetching = async () => undefined,
    loading = async () => undefined,
  }: BenchSetup = {},
) {
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
  const joined = sim.client.snapshot.entry!
  const times = { decisionPeriod: 4, actionLatency: 2, reactionTicks: 0 }
  const agent = { kind: 'agent' as const, id: 'p', name: 'Partner', brain: 'policy' as const, policy: began, ...times }
  const { header } = joined
  const entry = { ...joined, header: { ...header, seats: [header.seats[0]!, agent] } }
  const link = new LearningLink(sim.client, pipe, entry, entry.learning!, {
    createTrainer: async (options) => {
      given.push(options)
      await loading(sim)
      return trainer
    },
    fetchWeights: async () => {
      await fetching(sim)
      return weights
    },
    now: () => clock.now,
    hidden: () => false,
    curve,
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

  test('measures a partner against the one that the match began with, also for who went away and came back', async () => {
    const never = (): Refusal => ({ ok: false, code: 'internal', message: '' })
    const begins = await bench(never)
    expect(begins.options.first).toBeNull()
    const curve = curveOf([{ seconds: 40, won: 160, lost: 140 }])
    const clock = { now: 5000 }
    const { link, options } = await bench(never, { began: HASH.bb, curve, clock })
    expect(options.first).toEqual(new Float32Array([5, 6]))
    options.onStatus({ ...startingStatus, phase: 'practising' })
    expect(link.state).toMatchObject({ cameBack: false, trainer: { againstFirst: { won: 160, lost: 140 } } })
    clock.now += 10_000
    options.onStatus({ ...startingStatus, againstFirst: { won: 90, lost: 30 } })
    expect(link.state.trainer.againstFirst).toEqual({ won: 90, lost: 30 })
    expect(link.state.progress).toEqual([
      { seconds: 40, won: 160, lost: 140 },
      { seconds: 50, won: 90, lost: 30 },
    ])
    expect(curve.kept).toEqual(link.state.progress)
  })

  test('begins its curve anew where the weights that the match began with cannot be had', async () => {
    const never = (): Refusal => ({ ok: false, code: 'internal', message: '' })
    const curve = curveOf([{ seconds: 40, won: 160, lost: 140 }])
    // Such as weights of another network.
    const { link, options } = await bench(never, { began: HASH.bb, weights: bytesOf(5), curve })
    expect(options.first).toBeNull()
    expect(link.state).toMatchObject({ cameBack: true, progress: [] })
    expect(curve.kept).toEqual([])
  })

  test('keeps no curve that was measured against other weights: another time that of before goes on', async () => {
    const never = (): Refusal => ({ ok: false, code: 'internal', message: '' })
    const before = [{ seconds: 40, won: 160, lost: 140 }]
    const curve = curveOf(before)
    const lost = await bench(never, { began: HASH.bb, weights: null, curve })
    lost.options.onStatus({ ...startingStatus, againstFirst: { won: 90, lost: 30 } })
    expect(lost.link.state).toMatchObject({ cameBack: true, progress: [{ won: 90, lost: 30 }] })
    const found = await bench(never, { began: HASH.bb, curve })
    expect(found.link.state).toMatchObject({ cameBack: false, progress: before })

    // Those that are nowhere any more will not be found another time.
    const gone = await bench(never, { began: HASH.bb, weights: 'missing', curve })
    gone.options.onStatus({ ...startingStatus, againstFirst: { won: 90, lost: 30 } })
    expect(curve.kept).toEqual([])
  })

  test('keeps its curve no longer than the match', async () => {
    const curve = curveOf()
    const { sim, link, options } = await bench(() => ({ ok: false, code: 'internal', message: '' }), { curve })
    options.onStatus({ ...startingStatus, againstFirst: { won: 90, lost: 30 } })
    expect(curve.kept).toHaveLength(1)
    sim.match.leave(0)
    for (let i = 0; i < 30 && link.state.resting === null; i++) await sim.frame()
    options.onStatus({ ...startingStatus, againstFirst: { won: 95, lost: 30 } })
    expect(link.state.resting).toBe('over')
    expect(curve.kept).toEqual([])
    expect(link.state.progress.length).toBeGreaterThan(0)
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

  test('who joins again before the trainer starts has it start from what was heard then', async () => {
    const newer = { revision: 8, hash: HASH.ee, weights: bytesOf(8, 9) }
    const again = (sim: SimulatedMatch): Promise<void> => joinAgain(sim, newer)
    const early = await bench(() => unreachable, { began: HASH.bb, fetching: again })
    expect(early.options).toMatchObject({ revision: 8, hash: HASH.ee, weights: new Float32Array([8, 9]) })
    expect(early.options.first).toEqual(new Float32Array([5, 6]))
    expect(early.trainer.served).not.toHaveBeenCalled()

    const late = await bench(() => unreachable, { loading: again })
    expect(late.options).toMatchObject({ revision: 3, hash: HASH.aa })
    expect(late.trainer.served.mock.calls).toEqual([[8, HASH.ee, new Float32Array([8, 9])]])
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
