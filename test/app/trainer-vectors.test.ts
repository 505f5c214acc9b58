import { expect, test, vi } from 'vitest'
import { chooseBackend } from '../../app/_trainer/choose-backend.ts'
import type { TrainerEvent } from '../../app/_trainer/trainer-protocol.ts'
import { TrainerSession } from '../../app/_trainer/trainer-session.ts'
import { SeededChance } from '../../game/core/chance.ts'
import { hashWeights } from '../../game/nets/hash.ts'
import { initialise } from '../../game/nets/initialise.ts'
import { densePolicy } from '../../game/nets/spec.ts'
import { pong } from '../../game/tasks/pong/pong.ts'
import { sparringHeader } from '../support/sparring-header.ts'

vi.mock('@tensorflow/tfjs-core', () => {
  throw new Error('TensorFlow.js was loaded')
})

const spec = densePolicy({ inputs: 8, hidden: [8], activation: 'tanh', outputs: 3 })
const weights = initialise(spec, new SeededChance(1))
const choose = (candidates: readonly ('vectors' | 'webgl')[]) =>
  chooseBackend({
    candidates,
    start: () => Promise.reject(new Error('There is no graphics card')),
    now: () => performance.now(),
    spec,
    space: pong.action,
  })

test('vectors are taken at once where nothing else is worth a try', async () => {
  expect(await choose(['vectors'])).toEqual({ backend: 'vectors', measured: {}, imprecise: [] })
})

test('vectors are measured beside a graphics card, and taken where it does not work', async () => {
  const { backend, measured } = await choose(['vectors', 'webgl'])
  expect(backend).toBe('vectors')
  expect(Object.keys(measured)).toEqual(['vectors'])
  expect(measured.vectors).toBeGreaterThan(0)
})

test('a partner learns on vectors without TensorFlow.js', async () => {
  const events: TrainerEvent[] = []
  let told = (): void => undefined
  const over = new Promise<void>((resolve) => (told = resolve))
  const session = new TrainerSession({
    send(event) {
      events.push(event)
      if (event.type !== 'status') return
      const learned = event.status.updates > 0 && events.some(({ type }) => type === 'proposal')
      if (learned || event.status.phase === 'failed') told()
    },
    now: () => performance.now(),
    seed: () => 5,
    breathe: () => new Promise((done) => setImmediate(done)),
    startBackend: () => choose(['vectors']),
  })
  const header = sparringHeader(pong, 4, { target: 11 })
  const held = { spec, observation: 'state', revision: 0, hash: hashWeights(weights), weights }
  session.receive({
    type: 'start',
    start: { header, seat: 1, ...held, first: null, ghost: null, backend: null, remembered: null },
  })
  await over
  session.receive({ type: 'stop' })
  const status = events.findLast((event) => event.type === 'status')!.status
  expect(status).toMatchObject({ phase: 'practising', backend: 'vectors' })
  expect(events.some(({ type }) => type === 'proposal')).toBe(true)
  expect(status.updates).toBeGreaterThan(0)
})
