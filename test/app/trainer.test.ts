import { expect, test, vi } from 'vitest'
import { chooseBackend } from '../../app/_trainer/choose-backend.ts'
import type { TrainerEvent, TrainerStart } from '../../app/_trainer/trainer-protocol.ts'
import { TrainerSession } from '../../app/_trainer/trainer-session.ts'
import { SeededChance } from '../../game/core/chance.ts'
import { actionHead } from '../../game/nets/action-head.ts'
import { applyDelta } from '../../game/nets/delta.ts'
import { hashWeights } from '../../game/nets/hash.ts'
import { initialise } from '../../game/nets/initialise.ts'
import { densePolicy, type PolicySpec } from '../../game/nets/spec.ts'
import { precisionError } from '../../game/nets/tfjs/precision.ts'
import { startBackend, type BackendName } from '../../game/nets/tfjs/start-backend.ts'
import { pong } from '../../game/tasks/pong/pong.ts'
import { nodeWasmFiles } from '../../server/models/node-wasm-files.ts'
import { startRoughBackend } from '../support/rough-backend.ts'
import { HeadlessMatch } from '../../game/core/headless-match.ts'
import { sparringHeader } from '../support/sparring-header.ts'

const spec: PolicySpec = densePolicy({ inputs: 8, hidden: [8], activation: 'tanh', outputs: 3 })
const weights = initialise(spec, new SeededChance(1))
const onNode = (backend: BackendName): Promise<void> => startBackend(backend, { wasmFiles: nodeWasmFiles, threads: 1 })

const start: TrainerStart = {
  header: sparringHeader(pong, 4, { target: 11 }),
  seat: 1,
  spec,
  observation: 'state',
  revision: 0,
  hash: hashWeights(weights),
  weights,
  first: null,
  ghost: null,
  backend: 'vectors',
  remembered: null,
}

interface Surroundings {
  failing?: boolean
  /** By how much the clock moves on with each look, ms. */
  step?: number
  breath?: (now: number) => void
  onProposal?: (hash: string, now: number) => void
}

/** A session with a clock that each look moves on; `until` waits for an event. */
function session({ failing = false, step = 200, breath, onProposal }: Surroundings = {}): {
  session: TrainerSession
  events: TrainerEvent[]
  until(condition: (event: TrainerEvent) => boolean): Promise<TrainerEvent>
} {
  const events: TrainerEvent[] = []
  const waiting = new Set<() => void>()
  let now = 0
  const made = new TrainerSession({
    send(event) {
      events.push(event)
      if (event.type === 'proposal') onProposal?.(event.proposal.hash, now)
      for (const wake of waiting) wake()
    },
    now: () => (now += step),
    seed: () => 5,
    breathe: () => {
      breath?.(now)
      return new Promise((resolve) => setImmediate(resolve))
    },
    startBackend: () =>
      failing
        ? Promise.reject(new Error('The webgpu backend does not work here'))
        : Promise.resolve({ backend: 'vectors', measured: {}, imprecise: [] }),
  })
  const until = async (condition: (event: TrainerEvent) => boolean): Promise<TrainerEvent> => {
    let from = events.length
    for (;;) {
      const found = events.slice(from).find(condition)
      if (found) return found
      from = events.length
      await new Promise<void>((resolve) => waiting.add(resolve))
    }
  }
  return { session: made, events, until }
}

/** The middle built-in against itself. */
function builtInMatch(): HeadlessMatch {
  const middle = pong.builtIns[1]!.create()
  const decide = (state: Float64Array, seat: number): number => middle.decide(state, seat)
  return new HeadlessMatch(
    pong,
    start.header,
    [0, 1].map(() => ({ reactionTicks: 0, decide })),
    new SeededChance(3),
  )
}

const phase = (name: string) => (event: TrainerEvent) => event.type === 'status' && event.status.phase === name
const proposed = (event: TrainerEvent): boolean => event.type === 'proposal'

test('a session proposes one exact change at a time, and the next one from what was served', async () => {
  const { session: trainer, until, events } = session()
  trainer.receive({ type: 'start', start })
  let held = weights
  for (let revision = 1; revision <= 3; revision++) {
    const event = await until(proposed)
    if (event.type !== 'proposal') throw new Error('No proposal came')
    expect(events.filter(proposed)).toHaveLength(revision)
    expect(event.proposal.base).toBe(hashWeights(held))
    held = applyDelta(spec, held, event.proposal.delta)
    expect(event.proposal.hash).toBe(hashWeights(held))
    expect(event.proposal.stats['decisions']).toBe(4096)
    trainer.receive({ type: 'served', revision, hash: event.proposal.hash, weights: null })
  }
  trainer.receive({ type: 'stop' })
  await until(phase('stopped'))
}, 60_000)

test('however the network delays pushes and answers, none comes to the server sooner than two seconds after the last', async () => {
  const network = new SeededChance(9)
  /** What is on its way, with the time at which it is there. */
  let answers: { at: number; hash: string }[] = []
  const arrivals: number[] = []
  const bench = session({
    step: 60,
    breath: (now) => {
      const due = answers.filter(({ at }) => at <= now)
      answers = answers.filter(({ at }) => at > now)
      for (const { hash } of due)
        bench.session.receive({ type: 'served', revision: arrivals.length, hash, weights: null })
    },
    onProposal: (hash, now) => {
      const arrival = now + 1_500 * network.uniform()
      arrivals.push(arrival)
      answers.push({ at: arrival + 1_500 * network.uniform(), hash })
    },
  })
  bench.session.receive({ type: 'start', start })
  while (arrivals.length < 6) await bench.until(proposed)
  bench.session.receive({ type: 'stop' })
  await bench.until(phase('stopped'))
  const gaps = arrivals.slice(1).map((at, i) => at - arrivals[i]!)
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(2_000)
}, 60_000)

test('a session goes on from other weights of the server, wherever in its round they come', async () => {
  let breaths = -1
  const given = new Map<string, Float32Array>()
  const bench = session({
    // The clock is looked at so seldom in a round that it goes far with each look: a proposal is due before the next weights come.
    step: 1_000,
    // A round breathes eight times while it plays and up to twelve while it learns: these come in every second or third, at another place each.
    breath: () => {
      if (breaths < 0 || breaths++ % 37 > 0) return
      const other = initialise(spec, new SeededChance(100 + breaths))
      given.set(hashWeights(other), other)
      bench.session.receive({ type: 'served', revision: breaths, hash: hashWeights(other), weights: other })
    },
  })
  bench.session.receive({ type: 'start', start })
  await bench.until(proposed)
  breaths = 0
  while (breaths < 400) {
    const event = await bench.until((event) => proposed(event) || phase('failed')(event))
    expect(event).toMatchObject({ type: 'proposal' })
    if (event.type !== 'proposal') return
    const held = given.get(event.proposal.base)
    expect(held).toBeDefined()
    expect(hashWeights(applyDelta(spec, held!, event.proposal.delta))).toBe(event.proposal.hash)
  }
  bench.session.receive({ type: 'stop' })
  await bench.until(phase('stopped'))
}, 60_000)

test('a session studies the moves of the match and tells true counts', async () => {
  const { session: trainer, until, events } = session()
  const middle = pong.builtIns[1]!.create()
  const person = { reactionTicks: 0, decide: (state: Float64Array, seat: number) => middle.decide(state, seat) }
  const match = new HeadlessMatch(
    pong,
    start.header,
    [person, { reactionTicks: 0, decide: () => 0 }],
    new SeededChance(3),
  )
  match.play(400)
  const { base, toTick, bytes } = match.slice()
  trainer.receive({ type: 'ticks', base, toTick, bytes })
  trainer.receive({ type: 'start', start })
  await until((event) => event.type === 'status' && event.status.studiedMoves > 0 && event.status.updates > 0)
  const last = events.findLast((event) => event.type === 'status')!.status
  // A decision each four ticks, from the first row on.
  expect(last.studiedMoves).toBe(101)
  expect(last.practiceDecisions).toBe(4096 * last.updates)
  expect(last.backend).toBe('vectors')
  trainer.receive({ type: 'stop' })
  await until(phase('stopped'))
}, 60_000)

test('a session hands on what the ghost knows, now and then and at the end, and the next one goes on from it', async () => {
  const { session: first, until, events } = session({ step: 2_000 })
  const match = builtInMatch()
  const show = (ticks: number): void => {
    match.play(ticks)
    first.receive({ type: 'ticks', ...match.slice() })
  }
  const ghosts = (): string[] => events.flatMap((event) => (event.type === 'ghost' ? [event.saved] : []))
  const ballsIn = (saved: string): number =>
    (JSON.parse(saved) as { person: { coming: unknown[] } }).person.coming.length
  show(1200)
  first.receive({ type: 'start', start })
  await until(({ type }) => type === 'ghost')
  expect(ballsIn(ghosts()[0]!)).toBeGreaterThan(2)
  // Nothing new, nothing told; and what came just before the end is told with it.
  for (let round = 0; round < 3; round++) await until(({ type }) => type === 'status')
  expect(ghosts()).toHaveLength(1)
  show(1200)
  first.receive({ type: 'stop' })
  expect(events.slice(-2).map(({ type }) => type)).toEqual(['ghost', 'stopped'])
  const [before, last] = ghosts() as [string, string]
  expect(ballsIn(last)).toBeGreaterThan(ballsIn(before))
  await until(phase('stopped'))

  const second = session()
  second.session.receive({ type: 'start', start: { ...start, ghost: last } })
  const status = await second.until(phase('practising'))
  const met = status.type === 'status' && status.status.portrait?.regions.reduce((sum, region) => sum + region.met, 0)
  expect(met).toBe(ballsIn(last))
  second.session.receive({ type: 'stop' })
  await second.until(phase('stopped'))
  expect(second.events.filter(({ type }) => type === 'ghost')).toEqual([])
}, 60_000)

test('a session says at once where it expects the person, and again what became of it', async () => {
  const { session: trainer, until, events } = session()
  trainer.receive({ type: 'start', start })
  await until(phase('practising'))
  const match = builtInMatch()
  const foretold = () => events.flatMap((event) => (event.type === 'foretold' ? [event.foretold] : []))
  const settled = (event: TrainerEvent): boolean => event.type === 'foretold' && event.foretold.outcome !== null
  for (let ticks = 0; !foretold().some(({ outcome }) => outcome); ticks += 30) {
    match.play(30)
    trainer.receive({ type: 'ticks', ...match.slice() })
    await until((event) => event.type === 'foretold' || event.type === 'status')
    expect(ticks).toBeLessThan(6000)
  }
  const [made, became] = foretold()
  expect(made).toMatchObject({ seat: 0, outcome: null })
  expect(made!.dueAt - made!.madeAt).toBe(made!.ticks)
  const { outcome, ...rest } = became!
  expect({ ...rest, outcome: null }).toEqual(made)
  const asForetold = outcome!.asForetold
  const status = await until((event) => event.type === 'status' && event.status.foretold?.all.count === 1)
  expect(status.type === 'status' && status.status.foretold?.all).toEqual({
    count: 1,
    asForetold: asForetold ? 1 : 0,
    surprised: asForetold ? 0 : 1,
    asAnybody: outcome!.asAnybody ? 1 : 0,
  })
  trainer.receive({ type: 'stop' })
  await until(phase('stopped'))

  // Who comes back is not told what is over.
  const again = session()
  again.session.receive({ type: 'start', start })
  await again.until(phase('practising'))
  again.session.receive({ type: 'ticks', base: 0, toTick: match.tick, bytes: match.writer.slice() })
  await again.until((event) => event.type === 'status' && event.status.studiedMoves > 0)
  expect(again.events.filter((event) => settled(event))).toEqual([])
  again.session.receive({ type: 'stop' })
  await again.until(phase('stopped'))
}, 60_000)

test.each(['', 'nonsense', '{"match":"m","tick":1,"person":{"coming":[[1]]}}', '3'])(
  'a session gets to know the person anew where what was kept is "%s"',
  async (ghost) => {
    const { session: trainer, until } = session()
    trainer.receive({ type: 'start', start: { ...start, ghost } })
    const status = await until(phase('practising'))
    const portrait = status.type === 'status' ? status.status.portrait : null
    expect(portrait?.regions.map(({ met }) => met)).toEqual([0, 0, 0, 0, 0])
    trainer.receive({ type: 'stop' })
    await until(phase('stopped'))
  },
  60_000,
)

test('a session rests while the page is hidden or the match is paused, and says so', async () => {
  const { session: trainer, until, events } = session()
  trainer.receive({ type: 'start', start })
  await until(phase('practising'))
  trainer.receive({ type: 'pause', reason: 'hidden', paused: true })
  trainer.receive({ type: 'pause', reason: 'match', paused: true })
  const paused = await until(phase('paused'))
  expect(paused.type === 'status' && paused.status.message).toBe('Paused while this page is hidden.')
  const updates = paused.type === 'status' ? paused.status.updates : 0
  trainer.receive({ type: 'pause', reason: 'match', paused: false })
  await vi.waitFor(() => expect(events.findLast((event) => event.type === 'status')!.status.updates).toBe(updates))
  trainer.receive({ type: 'pause', reason: 'hidden', paused: false })
  await until(phase('practising'))
  trainer.receive({ type: 'stop' })
  await until(phase('stopped'))
}, 60_000)

test('a session that cannot compute says so in one sentence', async () => {
  const { session: trainer, until } = session({ failing: true })
  trainer.receive({ type: 'start', start: { ...start, backend: 'webgpu' } })
  const failed = await until(phase('failed'))
  expect(failed.type === 'status' && failed.status.message).toBe(
    'Learning stopped: The webgpu backend does not work here',
  )
})

test.each(['wasm', 'cpu'] as const)(
  '%s computes the numbers of plain JavaScript to single precision',
  async (backend) => {
    await onNode(backend)
    for (const network of [spec, densePolicy({ inputs: 8, hidden: [64, 64], activation: 'relu', outputs: 3 })])
      expect(await precisionError(network, actionHead(pong.action))).toBeLessThan(1e-5)
  },
)

test('the probe does not take a backend that computes with half precision, however fast', async () => {
  await onNode('cpu')
  await startRoughBackend()
  expect(await precisionError(spec, actionHead(pong.action))).toBeGreaterThan(3e-4)
  let now = 0
  let running: BackendName | null = null
  const choice = await chooseBackend({
    candidates: ['wasm', 'webgl'],
    async start(backend) {
      await (backend === 'webgl' ? startRoughBackend() : onNode('wasm'))
      running = backend
    },
    now: () => (now += running === 'wasm' ? 10 : 1),
    spec,
    space: pong.action,
  })
  expect(choice).toMatchObject({ backend: 'wasm', imprecise: ['webgl'] })
  expect(Object.keys(choice.measured)).toEqual(['wasm'])
  expect(running).toBe('wasm')
  await expect(
    chooseBackend({ candidates: ['webgl'], start: startRoughBackend, now: () => 0, spec, space: pong.action }),
  ).rejects.toThrow('No way of computing works')
})

test('the probe takes the fastest backend that works, and leaves it running', async () => {
  let now = 0
  let running: BackendName | null = null
  const cost = { wasm: 10, webgl: 4, webgpu: 0, cpu: 100 }
  const choice = await chooseBackend({
    candidates: ['wasm', 'webgl', 'webgpu', 'cpu'],
    async start(backend) {
      if (backend === 'webgpu') throw new Error('no adapter')
      await onNode('cpu')
      running = backend
    },
    now: () => (now += running ? cost[running] : 0),
    spec,
    space: pong.action,
  })
  expect(choice.backend).toBe('webgl')
  expect(running).toBe('webgl')
  expect(choice.measured.wasm).toBeGreaterThan(choice.measured.webgl!)
})

test('vectors give way to a graphics card that measures faster', async () => {
  let now = 0
  let onCard = false
  const choice = await chooseBackend({
    candidates: ['vectors', 'webgl'],
    async start() {
      await onNode('cpu')
      onCard = true
    },
    now: () => (now += onCard ? 4 : 10),
    spec,
    space: pong.action,
  })
  expect(choice.backend).toBe('webgl')
  expect(Object.keys(choice.measured)).toEqual(['vectors', 'webgl'])
})

test('the probe keeps to its two seconds', async () => {
  let now = 0
  const started: BackendName[] = []
  const choice = await chooseBackend({
    candidates: ['wasm', 'webgl', 'cpu'],
    async start(backend) {
      await onNode('cpu')
      started.push(backend)
    },
    now: () => (now += 1500),
    spec,
    space: pong.action,
  })
  expect(choice.backend).toBe('wasm')
  expect(started).toEqual(['wasm'])
})
