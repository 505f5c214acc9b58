import { describe, expect, test } from 'vitest'
import { SeededChance } from '../../game/core/chance.ts'
import { huberLoss, huberSlope } from '../../game/learn/maths/huber.ts'
import { linearSchedule } from '../../game/learn/maths/linear-schedule.ts'
import { NStepQueue } from '../../game/learn/maths/n-step-queue.ts'
import { Priorities } from '../../game/learn/maths/priorities.ts'
import { newTransitionBatch, ReplayBuffer, type Transition } from '../../game/learn/maths/replay-buffer.ts'
import { SumTree } from '../../game/learn/maths/sum-tree.ts'

const f = (...numbers: number[]): Float32Array => Float32Array.of(...numbers)

const numbered = (i: number): Transition => ({
  observation: f(i, i + 0.5),
  action: f(10 * i),
  reward: -i,
  next: f(i + 1, i + 1.5),
  discount: i / 10,
})

test("Huber's loss is half a square near 0 and a line beyond 1, and its slope is the error cut off", () => {
  expect([0, 0.5, -1, 3, -3].map(huberLoss)).toEqual([0, 0.125, 0.5, 2.5, 2.5])
  expect([0, 0.5, -1, 3, -3].map(huberSlope)).toEqual([0, 0.5, -1, 1, -1])
  for (const error of [-2, -0.3, 0.4, 7])
    expect(huberSlope(error)).toBeCloseTo((huberLoss(error + 1e-5) - huberLoss(error - 1e-5)) / 2e-5, 6)
})

test('a linear schedule goes in a straight line and stays at its end', () => {
  expect([0, 50, 100, 1000].map((at) => linearSchedule(1, 0.2, 100, at))).toEqual([1, 0.6, 0.2, 0.2])
  expect(linearSchedule(1, 0.2, 0, 0)).toBe(0.2)
})

describe('A sum tree', () => {
  test('finds each number where it lies in the running sum', () => {
    const tree = new SumTree(5)
    for (const [i, value] of [3, 0, 1, 4, 2].entries()) tree.set(i, value)
    expect(tree.total).toBe(10)
    // The sum passes 3 at the end of the first, which is followed by nothing.
    expect([0, 2.9, 3, 3.9, 4, 7.9, 8, 9.9].map((sum) => tree.find(sum))).toEqual([0, 0, 2, 2, 3, 3, 4, 4])
  })

  test('never finds a place with nothing, even at its end', () => {
    const tree = new SumTree(8)
    tree.set(2, 0.1)
    tree.set(3, 0.2)
    for (const sum of [0, 0.1, tree.total, 1]) expect([2, 3]).toContain(tree.find(sum))
  })

  test('has the sums of its numbers after a thousand changes, without an error that adds up', () => {
    const [tree, chance] = [new SumTree(13), new SeededChance(1)]
    for (let i = 0; i < 1000; i++) tree.set(chance.below(13), chance.uniform() * 10 ** chance.below(9))
    for (let i = 0; i < 13; i++) tree.set(i, 0.25)
    expect(tree.total).toBe(3.25)
    const other = new SumTree(13)
    other.load(tree.save().slice())
    expect(other.total).toBe(3.25)
    expect(other.find(3)).toBe(12)
  })
})

describe('A replay buffer', () => {
  const filled = (count: number): ReplayBuffer => {
    const buffer = new ReplayBuffer(3, 2, 1)
    for (let i = 0; i < count; i++) expect(buffer.add(numbered(i))).toBe(i % 3)
    return buffer
  }

  test('holds the last transitions, each over the oldest one', () => {
    const buffer = filled(4)
    expect(buffer.size).toBe(3)
    const batch = newTransitionBatch(3, 2, 1)
    buffer.read(Uint32Array.of(0, 1, 2), batch)
    expect(batch).toEqual({
      observations: f(3, 3.5, 1, 1.5, 2, 2.5),
      actions: f(30, 10, 20),
      rewards: f(-3, -1, -2),
      nexts: f(4, 4.5, 2, 2.5, 3, 3.5),
      discounts: f(0.3, 0.1, 0.2),
    })
  })

  test('draws all that it holds evenly, and nothing else', () => {
    const buffer = filled(2)
    const indices = new Uint32Array(4000)
    buffer.sample(new SeededChance(2), indices)
    const ones = indices.reduce((sum, index) => sum + index, 0)
    expect(Math.max(...indices)).toBe(1)
    expect(Math.abs(ones - 2000)).toBeLessThan(150)
    expect(() => new ReplayBuffer(3, 2, 1).sample(new SeededChance(2), indices)).toThrow(RangeError)
  })

  test('knows mean and deviation of what was seen', () => {
    expect(filled(2).ranges()).toEqual({ means: Float64Array.of(0.5, 1), deviations: Float64Array.of(0.5, 0.5) })
  })

  test('goes on from a save as it would have', () => {
    const [one, other] = [filled(4), filled(0)]
    other.load('b', structuredClone(one.save('b')))
    for (const buffer of [one, other]) expect(buffer.add(numbered(9))).toBe(1)
    expect(other.save('b')).toEqual(one.save('b'))
  })
})

describe('Priorities', () => {
  test('draw in proportion to the power of the error, and weigh by how much too often that is', () => {
    // α ½ over errors of 16, 4 and 1: shares of 4, 2 and 1 sevenths.
    const priorities = new Priorities(4, 0.5)
    for (let i = 0; i < 3; i++) priorities.add(i)
    const least = 1e-3
    priorities.update(Uint32Array.of(0, 1, 2), f(16 - least, -4 + least, 1 - least))
    const indices = new Uint32Array(7)
    const weights = new Float32Array(7)
    priorities.sample(new SeededChance(1), 3, 1, indices, weights)
    // One from each seventh of the sum, so their order is sure.
    expect(Array.from(indices)).toEqual([0, 0, 0, 0, 1, 1, 2])
    // w = 1 ÷ (3 P): 7/12, 7/6 and 7/3, over the largest.
    for (const [i, weight] of [0.25, 0.25, 0.25, 0.25, 0.5, 0.5, 1].entries()) expect(weights[i]).toBeCloseTo(weight, 5)
    priorities.sample(new SeededChance(1), 3, 0, indices, weights)
    expect(Array.from(weights)).toEqual([1, 1, 1, 1, 1, 1, 1])
  })

  test('draw what is new as often as what was most wrong so far', () => {
    const priorities = new Priorities(2, 1)
    priorities.add(0)
    priorities.update(Uint32Array.of(0), f(5))
    priorities.add(1)
    const indices = new Uint32Array(2)
    priorities.sample(new SeededChance(1), 2, 1, indices, new Float32Array(2))
    expect(Array.from(indices)).toEqual([0, 1])
    const other = new Priorities(2, 1)
    other.load('p', structuredClone(priorities.save('p')))
    expect(other.save('p')).toEqual(priorities.save('p'))
  })
})

describe('Returns of n steps', () => {
  const collect = (n: number, slots = 1): { queue: NStepQueue; stored: number[][] } => {
    const stored: number[][] = []
    const queue = new NStepQueue({ slots, inputs: 1, numbers: 1 }, n, 0.5, (t) =>
      stored.push([t.observation[0]!, t.action[0]!, t.reward, t.next[0]!, t.discount]),
    )
    return { queue, stored }
  }
  /** Sees i, does 10 i, and is led to i + 1. */
  const step = (i: number, reward: number): Omit<Transition, 'discount'> => ({
    observation: f(i),
    action: f(10 * i),
    reward,
    next: f(i + 1),
  })

  test('are the rewards themselves where n is 1', () => {
    const { queue, stored } = collect(1)
    queue.push(0, step(1, 8), null)
    queue.push(0, step(2, 4), 'terminated')
    expect(stored).toEqual([
      [1, 10, 8, 2, 0.5],
      [2, 20, 4, 3, 0],
    ])
  })

  test('sum n discounted rewards, and fewer at the end of an episode, after which nothing is worth anything', () => {
    const { queue, stored } = collect(3)
    for (const [i, reward] of [8, 4, 2, 1].entries()) queue.push(0, step(i, reward), i === 3 ? 'terminated' : null)
    expect(stored).toEqual([
      [0, 0, 8 + 2 + 0.5, 3, 0.125],
      [1, 10, 4 + 1 + 0.25, 4, 0],
      [2, 20, 2 + 0.5, 4, 0],
      [3, 30, 1, 4, 0],
    ])
  })

  test('leave the value of the last observation where the episode is cut off or the queue emptied', () => {
    const { queue, stored } = collect(3)
    queue.push(0, step(0, 8), null)
    queue.push(0, step(1, 4), 'truncated')
    queue.push(0, step(5, 2), null)
    queue.empty(0, f(6))
    queue.empty(0, f(6))
    expect(stored).toEqual([
      [0, 0, 10, 2, 0.25],
      [1, 10, 4, 2, 0.5],
      [5, 50, 2, 6, 0.5],
    ])
  })

  test('never mix slots', () => {
    const { queue, stored } = collect(2, 2)
    queue.push(0, step(0, 8), null)
    queue.push(1, step(100, 1), null)
    queue.push(0, step(1, 4), null)
    expect(stored).toEqual([[0, 0, 10, 2, 0.25]])
  })
})
