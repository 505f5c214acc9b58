import { expect, test } from 'vitest'
import { SeededChance } from '../../game/core/chance.ts'
import { crossEntropy } from '../../game/nets/cross-entropy.ts'
import { CloneGhost } from '../../game/learn/sparring/clone-ghost.ts'
import { builtInOpponent } from '../../game/learn/practice/opponents.ts'
import { playGames } from '../../game/learn/practice/play-games.ts'
import { actionHead } from '../../game/nets/action-head.ts'
import { normal } from '../../game/nets/initialise.ts'
import { densePolicy, parametersOf, weightCount, type Network, type PolicySpec } from '../../game/nets/spec.ts'
import { precisionError } from '../../game/nets/tfjs/precision.ts'
import { startBackend } from '../../game/nets/tfjs/start-backend.ts'
import { pong } from '../../game/tasks/pong/pong.ts'
import { nodeWasmFiles } from '../../server/models/node-wasm-files.ts'
import { echoButtons, echoStick } from '../support/echo-task.ts'

test.each(['tanh', 'relu'] as const)(
  'the gradient of the cross-entropy agrees with finite differences (%s)',
  (activation) => {
    const spec: PolicySpec = densePolicy({ inputs: 3, hidden: [5, 4], activation, outputs: 3 })
    const chance = new SeededChance(7)
    const weights = Float32Array.from({ length: weightCount(spec) }, () => normal(chance))
    const observations = Float32Array.from({ length: 18 }, () => normal(chance))
    const head = actionHead(pong.action)
    const actions = Float32Array.from([0, 1, 2, 2, 1, 0])
    const gradient = new Float32Array(weights.length)
    crossEntropy(spec, head, weights, observations, actions, gradient)
    const actor = 3 * 5 + 5 + 5 * 4 + 4 + 4 * 3 + 3
    for (let i = 0; i < actor; i++) {
      const at = (step: number): number => {
        const moved = weights.map((weight, j) => (j === i ? weight + step : weight))
        return crossEntropy(spec, head, moved, observations, actions, new Float32Array(weights.length))
      }
      expect(gradient[i]).toBeCloseTo((at(1e-3) - at(-1e-3)) / 2e-3, 3)
    }
  },
)

const image: Network = {
  input: { kind: 'image', height: 5, width: 4, channels: 1 },
  layers: [
    { kind: 'convolution', filters: 3, kernel: 3, stride: 2, activation: 'tanh' },
    { kind: 'dense', units: 4, activation: 'linear' },
  ],
  outputs: 2,
}
const convolving: PolicySpec = { actor: image, deviation: 'vector', critic: null }
const looking: PolicySpec = { actor: { ...image, outputs: 3 }, deviation: null, critic: { ...image, outputs: 1 } }

test.each([
  { spec: convolving, task: echoStick },
  { spec: looking, task: echoButtons },
])('so it does over convolutions and $task.action.kind actions, on a backend too', async ({ spec, task }) => {
  const chance = new SeededChance(7)
  const head = actionHead(task.action)
  const weights = Float32Array.from({ length: weightCount(spec) }, () => 0.5 * normal(chance))
  const observations = Float32Array.from({ length: 3 * 20 }, () => normal(chance))
  const raw = Float32Array.from({ length: 3 * head.numbers }, () => chance.below(2))
  const gradient = new Float32Array(weights.length)
  crossEntropy(spec, head, weights, observations, raw, gradient)
  const end = parametersOf(spec).find(({ name }) => name.startsWith('critic'))?.offset ?? weights.length
  for (let i = 0; i < end; i++) {
    const at = (step: number): number => {
      const moved = weights.map((weight, j) => (j === i ? weight + step : weight))
      return crossEntropy(spec, head, moved, observations, raw, new Float32Array(weights.length))
    }
    expect(gradient[i]).toBeCloseTo((at(1e-3) - at(-1e-3)) / 2e-3, 2)
  }
  for (const backend of ['wasm', 'cpu'] as const) {
    await startBackend(backend, { wasmFiles: nodeWasmFiles, threads: 1 })
    expect(await precisionError(spec, head)).toBeLessThan(1e-5)
  }
})

/** A person who goes to where the ball will arrive, but never in the lower half. */
const half = (view: Float32Array): number => (view[7]! > 0.1 ? 1 : view[7]! < -0.1 && view[0]! > 0 ? 2 : 0)

test('the ghost foretells a person better than their habit does, from a minute of play, before it has seen the moves', async () => {
  const chance = new SeededChance(1)
  const ghost = new CloneGhost(pong, 'state', chance)
  await ghost.fit()
  expect(ghost.foresight).toBeNull()
  for (let rally = 0; rally < 9; rally++) {
    for (let i = 0; i < 100; i++) {
      const view = Float32Array.from({ length: 8 }, () => 2 * chance.uniform() - 1)
      ghost.studyMove(view, half(view))
    }
    expect(ghost.waiting).toBe(100)
    await ghost.fit()
  }
  expect(ghost.studied).toBe(900)
  const { error, stranger } = ghost.foresight!
  const [share, baseline] = [1 - error / 100, 1 - stranger / 100]
  expect(baseline).toBeGreaterThan(0.3)
  expect(baseline).toBeLessThan(0.6)
  expect(share).toBeGreaterThan(0.9)
})

test('of moves that follow no rule it foretells no more than habit does', async () => {
  const chance = new SeededChance(2)
  const ghost = new CloneGhost(pong, 'state', chance)
  await ghost.fit()
  for (let rally = 0; rally < 5; rally++) {
    for (let i = 0; i < 100; i++) {
      const view = Float32Array.from({ length: 8 }, () => 2 * chance.uniform() - 1)
      ghost.studyMove(view, chance.uniform() < 0.6 ? 1 : 2)
    }
    await ghost.fit()
  }
  const { error, stranger } = ghost.foresight!
  const [share, baseline] = [1 - error / 100, 1 - stranger / 100]
  expect(share).toBeLessThan(baseline + 0.03)
})

test.each([echoButtons, echoStick])('it foretells a person with $action.kind actions', async (task) => {
  const chance = new SeededChance(4)
  const ghost = new CloneGhost(task, 'state', chance)
  const size = task.action.labels.length
  for (let rally = 0; rally < 6; rally++) {
    for (let i = 0; i < 80; i++) {
      const view = Float32Array.from({ length: size }, () => 2 * chance.uniform() - 1)
      // They do the opposite of what they see, in everything at once.
      ghost.studyMove(
        view,
        ghost.head.codec.encode(
          view.map((x) => -x + (task === echoButtons ? 0.5 : 0)),
          0,
        ),
      )
    }
    await ghost.fit()
  }
  const { error, stranger } = ghost.foresight!
  const [share, baseline] = [1 - error / 100, 1 - stranger / 100]
  expect(baseline).toBeLessThan(0.4)
  expect(share).toBeGreaterThan(0.8)
})

test('before it knows the person it plays a fair game', async () => {
  const ghost = new CloneGhost(pong, 'state', new SeededChance(3))
  await ghost.fit()
  const still = {
    options: () => ({}),
    begin: () => undefined,
    decide: (_: unknown, es: readonly number[], seats: Uint8Array, actions: Uint32Array) => {
      for (const e of es) actions[e * 2 + seats[e]!] = 0
    },
  }
  const against = (opponent: Parameters<typeof playGames>[0]['opponent']): ReturnType<typeof playGames> =>
    playGames({
      task: pong,
      observation: 'state',
      player: ghost.opponent(),
      opponent,
      games: 60,
      seed: 5,
      endOnReward: true,
    })
  expect((await against(still)).won).toBeGreaterThan(50)
  expect((await against(builtInOpponent(pong.builtIns[0]!))).won).toBeGreaterThan(25)
})
