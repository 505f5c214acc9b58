import { beforeAll, describe, expect, test } from 'vitest'
import { SeededChance } from '../../game/core/chance.ts'
import { CloneGhost } from '../../game/learn/sparring/clone-ghost.ts'
import { MatchStudy } from '../../game/learn/sparring/match-study.ts'
import { PushQueue } from '../../game/learn/sparring/push-queue.ts'
import { SparringTrainer } from '../../game/learn/sparring/sparring-trainer.ts'
import { applyDelta } from '../../game/nets/delta.ts'
import { hashWeights } from '../../game/nets/hash.ts'
import { normal } from '../../game/nets/initialise.ts'
import { startBackend } from '../../game/nets/tfjs/start-backend.ts'
import * as P from '../../game/tasks/pong/layout.ts'
import { pong } from '../../game/tasks/pong/pong.ts'
import { nodeWasmFiles } from '../../server/models/node-wasm-files.ts'
import { HeadlessMatch } from '../../game/core/headless-match.ts'
import { houseAgent } from '../support/house-agents.ts'
import { sparringHeader } from '../support/sparring-header.ts'

const header = sparringHeader(pong, 4, { target: 5 })

/** A match in which the person (left) follows the ball and the agent (right) stands still, so loses. */
function lostMatch(): HeadlessMatch {
  const middle = pong.builtIns[1]!.create()
  const seats = [
    { reactionTicks: 0, decide: (state: Float64Array, seat: number) => middle.decide(state, seat) },
    { reactionTicks: 0, decide: () => 0 },
  ]
  return new HeadlessMatch(pong, header, seats, new SeededChance(6))
}

describe('the study of a match', () => {
  const studied = () => {
    const moves: { view: Float32Array; action: number }[] = []
    let points = 0
    const ghost = new CloneGhost(pong, 'state', new SeededChance(1))
    ghost.studyMove = (view, action) => void moves.push({ view: view.slice(), action })
    const study = new MatchStudy(pong, header, 1, ghost, () => points++)
    const match = lostMatch()
    while (!match.over) {
      match.play(37)
      const { base, toTick, bytes } = match.slice()
      study.readSlice(base, toTick, bytes)
    }
    return { study, match, moves, points }
  }

  test('counts the points and steps to the same state', () => {
    const { study, match, points } = studied()
    expect(study.playback.state).toEqual(match.state)
    expect(study.lost).toBe(pong.score(match.state, 0))
    expect(study.won).toBe(pong.score(match.state, 1))
    expect(points).toBe(study.lost + study.won)
  })

  test('pairs what the person saw with what they did upon it', () => {
    const { moves, match } = studied()
    expect(moves.length).toBeGreaterThan(match.tick / 4 - 3)
    // This person goes where the ball is while it comes: 6 is how far it is above their paddle, 4 its speed.
    const coming = moves.filter(({ view }) => view[4]! < 0 && Math.abs(view[6]!) > 0.15)
    expect(coming.length).toBeGreaterThan(10)
    for (const { view, action } of coming) expect(action).toBe(view[6]! > 0 ? 1 : 2)
  })

  test('gives starts with the ball in play, most from before lost points and none from when it was too late', () => {
    const { study } = studied()
    const chance = new SeededChance(8)
    const row = new Float64Array(pong.layout.length)
    for (let i = 0; i < 200; i++) {
      study.start(row, chance)
      expect(row[P.SERVE_IN]).toBe(0)
      expect(Math.abs(row[P.BALL_X]!)).toBeLessThan(P.GOAL_X)
    }
  })

  test('refuses a slice that does not follow the last', () => {
    const { study } = studied()
    expect(() => study.readSlice(0, study.playback.tick + 10, Uint8Array.from([0, 0, 1]))).toThrow(RangeError)
  })
})

describe('the queue of pushes', async () => {
  const { spec, weights } = await houseAgent('best')
  const changed = (by: number): Float32Array => {
    const chance = new SeededChance(2)
    return weights.map((weight) => weight + by * normal(chance))
  }

  test('offers one change at a time, which leads to the weights that it names', () => {
    const queue = new PushQueue(spec, weights, 3)
    const offer = queue.offer(changed(0.01))!
    expect(hashWeights(applyDelta(spec, weights, offer.bytes))).toBe(offer.hash)
    expect(queue.offer(changed(0.02))).toBeNull()
    expect(queue.acknowledge(4, offer.hash, null)).toBe(true)
    expect(queue.revision).toBe(4)
    expect(queue.offer(changed(0.02))!.base).toBe(offer.hash)
  })

  test('sends what rounding left out with the next ones', () => {
    const queue = new PushQueue(spec, weights, 0)
    const own = changed(0.01)
    let held = weights
    for (let i = 0; i < 4; i++) {
      const offer = queue.offer(own)
      if (!offer) break
      held = offer.next
      queue.acknowledge(i + 1, offer.hash, null)
    }
    for (let i = 0; i < own.length; i++) expect(Math.abs(held[i]! - own[i]!)).toBeLessThan(1e-6)
  })

  test('goes on from the old base after a refusal, and from other weights where the server holds them', () => {
    const queue = new PushQueue(spec, weights, 0)
    const first = queue.offer(changed(0.01))!
    queue.refuse()
    expect(queue.offer(changed(0.01))!.base).toBe(first.base)
    const others = changed(0.05)
    expect(queue.acknowledge(9, hashWeights(others), others)).toBe(false)
    expect(queue.offer(changed(0.01))!.base).toBe(hashWeights(others))
  })

  test('splits a change that the server would find too large', () => {
    const offer = new PushQueue(spec, weights, 0).offer(changed(1))!
    let [change, size] = [0, 0]
    for (let i = 0; i < weights.length; i++) {
      change += (offer.next[i]! - weights[i]!) ** 2
      size += weights[i]! ** 2
    }
    expect(Math.sqrt(change / size)).toBeLessThan(0.45)
  })

  test('offers nothing where nothing changed', () => {
    expect(new PushQueue(spec, weights, 0).offer(weights)).toBeNull()
  })
})

describe('the sparring trainer', () => {
  beforeAll(() => startBackend('wasm', { wasmFiles: nodeWasmFiles, threads: 1 }))

  const trainerOf = async (clock: { now: number }): Promise<SparringTrainer> => {
    const { spec, weights } = await houseAgent('minute')
    const setup = { task: pong, header, seat: 1, observation: 'state', spec, weights, revision: 7, seed: 1 }
    return new SparringTrainer({ ...setup, now: () => clock.now })
  }

  test('practises from the first moment, and studies what it is shown', async () => {
    const trainer = await trainerOf({ now: 0 })
    const before = trainer.weights.slice()
    const match = lostMatch()
    match.play(600)
    const { base, toTick, bytes } = match.slice()
    trainer.watch(base, toTick, bytes)
    await trainer.practise()
    expect(trainer.ghost!.studied).toBeGreaterThan(100)
    expect(trainer.practiceDecisions).toBe(4096)
    expect(trainer.updates).toBe(1)
    expect(trainer.figures.map(({ name }) => name)).toContain('Entropy')
    expect(trainer.weights).not.toEqual(before)
    trainer.dispose()
  })

  test('watches its practice, and remembers weights that hold', async () => {
    const { spec, weights } = await houseAgent('minute')
    const setup = { task: pong, header, seat: 1, observation: 'state', spec, weights, revision: 7, seed: 1 }
    // One small step a round: only the points matter here.
    const settings = { gradients: 'vectors', minibatchSize: 4096, epochs: 1, learningRate: 1e-4 }
    const trainer = new SparringTrainer({ ...setup, algorithm: { id: 'ppo', settings }, now: () => 0 })
    let verdict = null
    for (let round = 0; round < 400 && !verdict; round++) {
      await trainer.practise()
      verdict = await trainer.verdict(8)
    }
    expect(verdict).toMatchObject({ good: true })
    expect(verdict?.message).toMatch(
      /^Checked: \d+ of \d+ practice points against the one that the match began with\.$/,
    )
    expect(await trainer.verdict(8)).toBeNull()
    trainer.dispose()
  })

  test('goes back to the last good revision where practice went wrong, and says so', async () => {
    const { spec, weights } = await houseAgent('minute')
    const setup = { task: pong, header, seat: 1, observation: 'state', spec, weights, revision: 7, seed: 1 }
    const algorithm = {
      id: 'ppo',
      settings: { learningRate: 1, targetKl: null, gradients: 'vectors', minibatchSize: 1024 },
    }
    const trainer = new SparringTrainer({ ...setup, algorithm, now: () => 0 })
    let verdict = null
    for (let round = 0; round < 60 && !verdict; round++) {
      await trainer.practise()
      verdict = await trainer.verdict(9)
    }
    expect(verdict).toMatchObject({ good: false })
    expect(verdict?.message).toMatch(/^Went back to revision 7: it had \d+ of \d+ practice points against /)
    expect(trainer.weights).toEqual(weights)
    expect(trainer.rollbacks).toBe(1)
    trainer.dispose()
  })
  test('is measured against the weights that the match began with, where it goes on from later ones', async () => {
    const { spec, weights } = await houseAgent('best')
    const { weights: first } = await houseAgent('newborn')
    const setup = { task: pong, header, seat: 1, observation: 'state', spec, weights, revision: 7, seed: 1 }
    const trainer = new SparringTrainer({ ...setup, first, now: () => 0 })
    for (let round = 0; round < 60 && !trainer.againstFirst; round++) await trainer.practise()
    const { won, lost } = trainer.againstFirst!
    expect(won / (won + lost)).toBeGreaterThan(0.7)
    // That it has been better than it began is no progress of its own, to be held against it.
    for (let round = 0; round < 30; round++) {
      await trainer.practise()
      expect((await trainer.verdict(7))?.good ?? true).toBe(true)
    }
    trainer.dispose()
  })

  test('does not take weights that it was given for a fall, though they are weaker than those that it began with', async () => {
    const trainer = await trainerOf({ now: 0 })
    const weak = (await houseAgent('newborn')).weights
    for (let round = 0; round < 30; round++) await trainer.practise()
    trainer.load(weak, 12)
    expect(trainer.againstFirst).toBeNull()
    for (let round = 0; round < 60; round++) {
      await trainer.practise()
      expect((await trainer.verdict(12))?.good ?? true).toBe(true)
    }
    expect(trainer.rollbacks).toBe(0)
    trainer.dispose()
  })
})
