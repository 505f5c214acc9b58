import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { DifficultyState, Presence } from '../../game/protocol/replies.ts'
import { pair, spar, TRACKER } from './entered-match.ts'
import { SocketBench, type Client } from './socket-bench.ts'

let bench: SocketBench
let ann: Client
beforeEach(async () => {
  bench = await new SocketBench().open()
  ann = await bench.person('ann')
})
afterEach(() => bench.close())

const stateOf = (match: string): DifficultyState | null => bench.matches.get(match)!.presence().difficulty
/** What a client was told last of who is there. */
const told = (client: Client): DifficultyState | null | undefined =>
  (client.told.findLast(({ event }) => event === 'match:presence')?.body as Presence | undefined)?.difficulty

describe('in a sparring match', () => {
  test('the agent holds the match even where nothing else is asked for', async () => {
    const match = await spar(bench, ann)
    expect(stateOf(match)).toEqual({ chosen: 'even', inForce: 'even', ease: 0 })
    expect(ann.joined?.presence.difficulty).toEqual(stateOf(match))
  })

  test('its person may change it, which holds from the next serve on and is told to all', async () => {
    const match = await spar(bench, ann, { difficulty: 'best' })
    const eve = await bench.stranger()
    await eve.join(match)
    const hosted = bench.matches.get(match)!
    // Until the ball is in play: before, each tick is a quiet moment.
    await bench.playUntil(() => !hosted.settings.task.atServe(hosted.match.state))
    expect(await ann.ask('match:difficulty', { match, difficulty: 'easy' })).toEqual({ ok: true })
    expect(stateOf(match)).toEqual({ chosen: 'easy', inForce: 'best', ease: 0 })
    bench.ticks(30)
    await eve.until(() => told(eve)?.chosen === 'easy')
    expect(told(eve)?.inForce).toBe('best')
    await bench.until(match, () => stateOf(match)?.inForce === 'easy')
    expect(hosted.settings.task.atServe(hosted.match.state)).toBe(true)
  })

  test('a person who does nothing sees it hold back more and more, and the line of the match says so', async () => {
    const match = await spar(bench, ann, { difficulty: 'easy', options: { target: 11 } })
    await bench.until(match, (phase) => phase === 'over')
    await ann.hear('match:over')
    expect(stateOf(match)?.ease).toBeGreaterThan(0.3)
    const [line] = bench.jobs.journal
    expect(line).toMatchObject({ matchId: match, mode: 'sparring', difficulty: 'easy' })
    expect(line!.heldBack).toBeGreaterThan(0.1)
  })

  test('a rematch begins as it was chosen last, with what is known by then', async () => {
    const match = await spar(bench, ann)
    await bench.until(match, (phase) => phase === 'over')
    await ann.hear('match:over')
    expect(await ann.ask('match:difficulty', { match, difficulty: 'easy' })).toEqual({ ok: true })
    await ann.ask('match:rematch', { match })
    const { match: next } = await ann.hear('match:next')
    expect(stateOf(next)).toMatchObject({ chosen: 'easy', inForce: 'easy' })
    expect(stateOf(next)!.ease).toBeGreaterThan(0.2)
  })

  test('nobody else may change it', async () => {
    const match = await spar(bench, ann)
    const [bob, eve] = [await bench.person('bob'), await bench.stranger()]
    const ask = (client: Client): Promise<unknown> => client.ask('match:difficulty', { match, difficulty: 'best' })
    for (const client of [bob, eve]) {
      expect(await ask(client)).toMatchObject({ ok: false, code: 'no-match' })
      await client.join(match)
      expect(await ask(client)).toMatchObject({ ok: false, code: 'not-seated' })
    }
    expect(stateOf(match)?.chosen).toBe('even')
  })

  test.each([{ difficulty: 'hard' }, { difficulty: 0.5 }, { ease: 0.9 }, {}])('%o is not understood', async (wish) => {
    const match = await spar(bench, ann)
    expect(await ann.ask('match:difficulty', { match, ...wish })).toMatchObject({ ok: false, code: 'malformed' })
  })

  test('who asks without end is refused', async () => {
    const match = await spar(bench, ann)
    const asks = Array.from({ length: 20 }, () => ann.ask('match:difficulty', { match, difficulty: 'easy' }))
    expect((await Promise.all(asks)).filter(({ ok }) => !ok)).toContainEqual(
      expect.objectContaining({ code: 'too-fast' }),
    )
  })
})

describe('nobody holds back', () => {
  test('in a ranked match, which cannot even be asked for so', async () => {
    const wish = { mode: 'ranked', task: 'pong', agentId: TRACKER }
    expect(await ann.ask('lobby:play', { ...wish, difficulty: 'easy' })).toMatchObject({ ok: false, code: 'malformed' })
    const { match } = await ann.ask('lobby:play', wish)
    await ann.join(match)
    expect(stateOf(match)).toBeNull()
    expect(await ann.ask('match:difficulty', { match, difficulty: 'easy' })).toMatchObject({ code: 'no-difficulty' })
  })

  test('among people', async () => {
    const { bob, match } = await pair(bench)
    expect(stateOf(match)).toBeNull()
    expect(await bob.ask('match:difficulty', { match, difficulty: 'easy' })).toMatchObject({ code: 'no-difficulty' })
  })
})
