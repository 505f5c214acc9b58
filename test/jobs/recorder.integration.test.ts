import { tasks } from '../../game/tasks/index.ts'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { display, INITIAL, rate } from '../../game/league/rating.ts'
import { seed } from '../../server/store/seed.ts'
import type { JobsMessage, JournalLine } from '../../server/base/jobs-protocol.ts'
import { checkLine, type LineVerdict } from '../../server/jobs/check-line.ts'
import { recordMatch } from '../../server/jobs/record-match.ts'
import { Recorder } from '../../server/jobs/recorder.ts'
import { systemTimers } from '../../server/base/time.ts'
import type { Database, Transaction } from '../../server/store/connect.ts'
import { builtinAgentId, houseAgentId, newId } from '../../server/base/ids.ts'
import { agentView } from '../../server/store/agents.ts'
import { JournalReader, JournalWriter, retryRejected } from '../../server/store/journal.ts'
import { matchView } from '../../server/store/matches.ts'
import { meView } from '../../server/store/me.ts'
import { createUser } from '../../server/store/users.ts'
import { databaseKinds, type TestDatabase } from '../support/database.ts'
import { testHouseAgents } from '../support/house-agents.ts'
import { playedLine, userSeat } from '../support/journal-lines.ts'
import { HandClock } from '../support/hand-clock.ts'
import { quietLog } from '../support/quiet-log.ts'

describe.each(databaseKinds)('results on $name', ({ open, ours }) => {
  let t: TestDatabase
  let folder: string
  let writer: JournalWriter
  let recorder: Recorder
  let logged: ReturnType<typeof quietLog>
  let sent: JobsMessage[]
  let clock: HandClock
  const depsOf = () => {
    const send = (message: JobsMessage): void => void sent.push(message)
    return { db: t.db, journal: new JournalReader(folder), log: logged.log, send, timers: clock }
  }
  const newRecorder = (check = checkLine): Recorder => new Recorder({ ...depsOf(), check })
  const recorded = () =>
    sent.flatMap((message) => ('event' in message && message.event === 'recorded' ? [message] : []))
  const matches = (): string[] => recorded().map(({ matchId }) => matchId)
  const statuses = (): string[] => recorded().map(({ status }) => status)
  beforeAll(async () => {
    t = await open()
    await seed(t.db, tasks, testHouseAgents)
  })
  afterAll(() => t.close())
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sparring-journal-'))
    writer = new JournalWriter(folder, Date.now)
    logged = quietLog()
    sent = []
    clock = new HandClock()
    recorder = newRecorder()
  })
  afterEach(async () => {
    await writer.close()
    await rm(folder, { recursive: true })
  })

  const newUser = async (name: string): Promise<string> => (await createUser(t.db, { id: newId(), name })).id
  const agentSeat = async (agentId: string) => {
    const agent = await t.db.agent.findUniqueOrThrow({ where: { id: agentId } })
    return { agentId, name: agent.name, contender: `checkpoint:${agent.checkpointId}`, revisionHash: agent.headHash }
  }
  const record = async (...lines: JournalLine[]): Promise<{ pending: number }> => {
    for (const line of lines) await writer.append(line)
    return recorder.record()
  }
  const errors = (): string[] => logged.lines.filter(({ level }) => level >= 50).map(({ msg }) => msg)

  test('a sparring match says how hard the agent was to make it, and how much it held back', async () => {
    const [ann, tracker] = [await newUser('Ann'), builtinAgentId('pong', 'middle')]
    const players = [userSeat(ann, 'Ann'), await agentSeat(tracker)] as const
    const easy = playedLine(newId(), [...players], {
      mode: 'sparring',
      rated: false,
      difficulty: 'easy',
      heldBack: 0.25,
    })
    const best = playedLine(newId(), [...players], { mode: 'sparring', rated: false })
    await record(easy, best)
    const view = async ({ matchId }: JournalLine) => (await matchView(t.db, matchId, null, null))?.match
    expect(await view(easy)).toMatchObject({ status: 'checked', difficulty: 'easy', heldBack: 0.25 })
    expect(await view(best)).toMatchObject({ status: 'checked', difficulty: null, heldBack: 0 })
  })

  test('a ranked match moves both ratings by the model, with their history, in one go', async () => {
    const ann = await newUser('Ann')
    const tracker = builtinAgentId('pong', 'middle')
    const first = await t.db.rating.findFirstOrThrow({ where: { agentId: tracker } })
    const line = playedLine(newId(), [userSeat(ann, 'Ann'), await agentSeat(tracker)])
    expect(await record(line)).toEqual({ pending: 0 })

    const places = line.seats.map(({ place }) => place)
    const before = [INITIAL, first]
    const after = rate(before.map((rating, seat) => ({ ...rating, place: places[seat]! })))
    const [was, shown] = [before, after].map((ratings) => ratings.map((rating) => display(rating).rating))
    expect(sent).toEqual([
      {
        event: 'recorded',
        matchId: line.matchId,
        status: 'checked',
        seats: [0, 1].map((seat) => ({ seat, before: was![seat], after: shown![seat] })),
      },
    ])
    const [standing] = (await meView(t.db, ann)).standings
    expect(standing?.rating).toMatchObject({
      rating: shown![0],
      games: 1,
      wins: 2 - places[0]!,
      losses: places[0]! - 1,
      provisional: true,
    })
    expect(standing?.ratingHistory).toEqual([{ at: line.endedAt, rating: shown![0] }])
    expect((await agentView(t.db, tracker, null))!.agent.rating).toMatchObject({ rating: shown![1], games: 1 })
    const { match } = (await matchView(t.db, line.matchId, null, null))!
    expect(match.seats.map(({ kind, ratingBefore, ratingAfter }) => [kind, ratingBefore, ratingAfter])).toEqual([
      ['human', 1500, shown![0]],
      ['agent', was![1], shown![1]],
    ])
  })

  test('a match is recorded once, however often its line is read', async () => {
    const [ann, bob] = [await newUser('Ann'), await newUser('Bob')]
    const line = playedLine(newId(), [userSeat(ann), userSeat(bob)], { mode: 'people' })
    await record(line, line)
    await newRecorder().record()
    await Promise.all([newRecorder().record(), newRecorder().record()])
    // Told again, with the same words, where it was found recorded: the first word may have been lost.
    expect(new Set(sent.map((message) => JSON.stringify(message))).size).toBe(1)
    expect((await meView(t.db, ann)).standings).toMatchObject([{ rating: { games: 1 } }])
    expect(await t.db.ratingHistory.count({ where: { matchId: line.matchId } })).toBe(2)
    expect(errors()).toEqual([])
  })

  test.each<[string, Partial<JournalLine>]>([
    ['a sparring match', { mode: 'sparring', rated: true }],
    ['an invite match', { mode: 'invite', rated: true, public: false, key: 'key' }],
    ['a match that was agreed to be unrated', { mode: 'people', rated: false }],
    ['a match that was broken off', { mode: 'people', reason: 'void' }],
  ])('%s is recorded and moves no rating', async (_, changes) => {
    const [ann, bob] = [await newUser('Ann'), await newUser('Bob')]
    const line = playedLine(newId(), [userSeat(ann), userSeat(bob)], changes)
    await record(line)
    expect(sent).toMatchObject([
      {
        event: 'recorded',
        status: line.reason === 'void' ? 'void' : 'checked',
        seats: [{ before: null, after: null }, {}],
      },
    ])
    const me = await meView(t.db, ann)
    expect(me.standings).toEqual([])
    expect(me.matches).toMatchObject([{ id: line.matchId, rated: false, mode: line.mode }])
  })

  test('a player against themselves, and a seat that claims another’s rating, are not rated', async () => {
    const [ann, bob] = [await newUser('Ann'), await newUser('Bob')]
    const self = playedLine(newId(), [userSeat(ann), userSeat(ann)])
    const thief = playedLine(newId(), [{ ...userSeat(ann), contender: `user:${bob}` }, userSeat(bob)])
    const liar = playedLine(newId(), [
      userSeat(ann),
      {
        ...(await agentSeat(houseAgentId('pong', 'best'))),
        contender: (await agentSeat(houseAgentId('pong', 'newborn'))).contender,
      },
    ])
    const partner = playedLine(newId(), [
      userSeat(ann),
      { agentId: houseAgentId('pong', 'best'), name: 'Best', contender: null },
    ])
    await record(self, thief, liar, partner)
    expect(sent).toHaveLength(4)
    expect((await meView(t.db, ann)).standings).toEqual([])
    expect((await meView(t.db, bob)).standings).toEqual([])
    expect(
      await t.db.match.count({ where: { id: { in: [self.matchId, thief.matchId, liar.matchId] }, rated: true } }),
    ).toBe(0)
  })

  test('a disputed result is kept, raises an alarm, moves nothing and does not block the next', async () => {
    const [ann, bob] = [await newUser('Ann'), await newUser('Bob')]
    const line = playedLine(newId(), [userSeat(ann), userSeat(bob)])
    const forged = { ...line, seats: line.seats.map((seat) => ({ ...seat, place: 3 - seat.place })) }
    const honest = playedLine(newId(), [userSeat(ann), userSeat(bob)])
    await record(forged, honest)
    expect(sent.map((message) => 'event' in message && message.event === 'recorded' && message.status)).toEqual([
      'disputed',
      'checked',
    ])
    expect(errors()).toEqual(['A match log disagrees with its result'])
    expect((await meView(t.db, ann)).standings).toMatchObject([{ rating: { games: 1 } }])
    expect((await matchView(t.db, line.matchId, null, null))!.match).toMatchObject({ status: 'disputed', rated: false })
  })

  test('a line that is none, or can never be stored, is set aside and does not block the next', async () => {
    const [ann, bob] = [await newUser('Ann'), await newUser('Bob')]
    await writeFile(join(folder, '00000000-torn.jsonl'), 'no line\n{"matchId":"cut')
    const impossible = playedLine(newId(), [userSeat(ann), userSeat(bob)], { lateDecisions: 1e12, reason: 'void' })
    const honest = playedLine(newId(), [userSeat(ann), userSeat(bob)])
    expect(await record(impossible, honest)).toEqual({ pending: 0 })
    expect(sent).toMatchObject([{ matchId: honest.matchId }])
    expect(errors()).toEqual([
      'A line of the journal is malformed; it was set aside',
      'The last line of a journal file was cut off by a crash; it was set aside',
      'A match could not be recorded; it was set aside',
    ])
    expect(await readdir(join(folder, 'rejected'))).toHaveLength(3)
  })

  test('a user or an agent that the database does not know does not keep a match from being recorded', async () => {
    const stranger = newId()
    const line = playedLine(newId(), [
      userSeat(stranger, 'Stranger'),
      { agentId: newId(), name: 'Gone', contender: null },
    ])
    await record(line)
    expect((await meView(t.db, stranger)).user).toMatchObject({ name: 'Stranger' })
    expect((await matchView(t.db, line.matchId, null, null))!.match.seats.map(({ name }) => name)).toEqual([
      'Stranger',
      'Gone',
    ])
  })

  test('many ranked matches of few contenders add up', async () => {
    const users = await Promise.all(['A', 'B', 'C'].map(newUser))
    const lines = Array.from({ length: 12 }, (_, i) =>
      playedLine(newId(), [userSeat(users[i % 3]!), userSeat(users[(i + 1) % 3]!)], { mode: 'people' }),
    )
    await record(...lines)
    const games = await Promise.all(users.map(async (id) => (await meView(t.db, id)).standings[0]!.rating!))
    expect(games.map((rating) => rating.games)).toEqual([8, 8, 8])
    expect(games.reduce((sum, { wins, losses }) => sum + wins - losses, 0)).toBe(0)
  })

  test.runIf(ours)(
    'results wait in the journal while the database is away, and are recorded when it is back',
    async () => {
      const [ann, bob] = [await newUser('Ann'), await newUser('Bob')]
      const lines = [1, 2, 3].map(() => playedLine(newId(), [userSeat(ann), userSeat(bob)]))
      await t.stopServer()
      expect(await record(...lines)).toEqual({ pending: 3 })
      expect(recorder.waiting).toBe(true)
      expect(sent).toEqual([])
      await t.startServer()
      // The next try is set: a request in between does not bring it forward.
      expect(await recorder.record()).toEqual({ pending: 3 })
      clock.turn(250)
      expect(await recorder.record()).toEqual({ pending: 0 })
      expect(recorder.waiting).toBe(false)
      expect(sent.map((message) => 'event' in message && message.event === 'recorded' && message.matchId)).toEqual(
        lines.map(({ matchId }) => matchId),
      )
      expect((await meView(t.db, ann)).standings).toMatchObject([{ rating: { games: 3 } }])
      expect(errors()).toEqual([])
    },
  )

  test('a log that cannot even be checked is recorded as disputed and does not block the next', async () => {
    const [ann, bob] = [await newUser('Ann'), await newUser('Bob')]
    const lines = [1, 2].map(() => playedLine(newId(), [userSeat(ann), userSeat(bob)]))
    const check = (line: JournalLine): LineVerdict => {
      if (line.matchId === lines[0]!.matchId) throw new RangeError('Invalid typed array length')
      return checkLine(line)
    }
    recorder = newRecorder(check)
    expect(await record(...lines)).toEqual({ pending: 0 })
    expect(statuses()).toEqual(['disputed', 'checked'])
    expect(errors()).toEqual(['A match log could not be checked', 'A match log disagrees with its result'])
  })

  test('a line set aside is tried again when an operator asks, and recorded once its fault is mended', async () => {
    const [ann, bob] = [await newUser('Ann'), await newUser('Bob')]
    const line = playedLine(newId(), [userSeat(ann), userSeat(bob)])
    await t.db.$executeRaw`ALTER TABLE "Match" ADD CONSTRAINT no_pong CHECK (task <> 'pong') NOT VALID`
    expect(await record(line)).toEqual({ pending: 0 })
    expect(errors()).toEqual(['A match could not be recorded; it was set aside'])
    expect(await retryRejected(folder)).toBe(1)
    await recorder.record()
    expect(await readdir(join(folder, 'rejected'))).toHaveLength(1)
    await t.db.$executeRaw`ALTER TABLE "Match" DROP CONSTRAINT no_pong`
    expect(await retryRejected(folder)).toBe(1)
    await recorder.record()
    expect(statuses()).toEqual(['checked'])
    expect(await readdir(join(folder, 'rejected'))).toEqual([])
  })

  test('what cannot be recorded now is tried again by itself, ever more slowly, and in order', async () => {
    const [ann, bob] = [await newUser('Ann'), await newUser('Bob')]
    const lines = [1, 2, 3].map(() => playedLine(newId(), [userSeat(ann), userSeat(bob)]))
    await t.db.$executeRaw`ALTER TABLE "Match" RENAME TO "Elsewhere"`
    expect(await record(...lines)).toEqual({ pending: 3 })
    const tries = (): number => logged.lines.filter(({ msg }) => /wait in the journal/.test(msg)).length
    for (const [i, delay] of [250, 500, 1_000, 2_000, 4_000, 8_000, 8_000].entries()) {
      clock.turn(delay - 1)
      expect(tries()).toBe(i + 1)
      clock.turn(1)
      await recorder.idle()
      expect(tries()).toBe(i + 2)
    }
    await t.db.$executeRaw`ALTER TABLE "Elsewhere" RENAME TO "Match"`
    clock.turn(8_000)
    await recorder.idle()
    expect(matches()).toEqual(lines.map(({ matchId }) => matchId))
    expect(recorder.waiting).toBe(false)
  })

  test('two that record the same people and agents in opposite seats do not wait for each other for ever', async () => {
    const people = Array.from({ length: 4 }, (_, i) => [newId(), `P${i}`] as const)
    const lines = Array.from({ length: 24 }, (_, i) => {
      const [[a, nameA], [b, nameB]] = [people[i % 4]!, people[(i + 1 + (i % 3)) % 4]!]
      return playedLine(newId(), [userSeat(a, nameA), userSeat(b, nameB)], { mode: 'people' })
    })
    // As many at once as there are connections: what waits for one longer than the pool allows has not met the others.
    const left = [...lines]
    const recordRest = async (): Promise<void> => {
      for (let line = left.shift(); line; line = left.shift()) await recordMatch(t.db, line, checkLine(line))
    }
    await Promise.all(Array.from({ length: 4 }, recordRest))
    const games = await t.db.rating.aggregate({
      where: { userId: { in: people.map(([id]) => id) } },
      _sum: { games: true },
    })
    expect(games._sum.games).toBe(48)
  })

  /** The database, but for one of its functions. */
  const databaseWith = (name: '$transaction' | 'match', value: unknown): Database =>
    new Proxy(t.db, { get: (db, key) => (key === name ? value : Reflect.get(db, key)) as unknown })

  test('a match whose commit was done and its answer lost is told once the database is there', async () => {
    const [ann, bob] = [await newUser('Ann'), await newUser('Bob')]
    const line = playedLine(newId(), [userSeat(ann), userSeat(bob)], { mode: 'people' })
    let lost = 0
    const commit = async (work: (tx: Transaction) => Promise<unknown>): Promise<unknown> => {
      await t.db.$transaction(work)
      lost++
      throw new Error('Connection terminated unexpectedly')
    }
    recorder = new Recorder({ ...depsOf(), db: databaseWith('$transaction', commit) })
    expect(await record(line)).toEqual({ pending: 1 })
    clock.turn(250)
    await recorder.idle()
    expect(lost).toBe(1)
    expect(recorded()).toMatchObject([{ matchId: line.matchId, status: 'checked', seats: [{ before: 1500 }, {}] }])
    expect((await meView(t.db, ann)).standings).toMatchObject([{ rating: { games: 1 } }])
  })

  test('a connection that never answers does not hold up the results for ever', async () => {
    const [ann, bob] = [await newUser('Ann'), await newUser('Bob')]
    const line = playedLine(newId(), [userSeat(ann), userSeat(bob)])
    let asked = (): void => {}
    const silent = new Promise<void>((resolve) => (asked = resolve))
    let answers = false
    const match = new Proxy(t.db.match, {
      get: (model, key) => {
        if (answers || key !== 'findUnique') return Reflect.get(model, key) as unknown
        asked()
        return () => new Promise(() => {})
      },
    })
    recorder = new Recorder({ ...depsOf(), db: databaseWith('match', match) })
    await writer.append(line)
    const recording = recorder.record()
    await silent
    clock.turn(60_000)
    expect(await recording).toEqual({ pending: 1 })
    answers = true
    clock.turn(250)
    await recorder.idle()
    expect(matches()).toEqual([line.matchId])
  })

  test.runIf(ours)('an embedded database that is killed again and again loses nothing and leaves nothing', async () => {
    const [ann, bob] = [await newUser('Ann'), await newUser('Bob')]
    recorder = new Recorder({ ...depsOf(), timers: systemTimers })
    const lines = Array.from({ length: 52 }, () => playedLine(newId(), [userSeat(ann), userSeat(bob)]))
    for (const [i, line] of lines.entries()) {
      await writer.append(line)
      const recording = recorder.record()
      // Each kill comes at another moment of the work.
      if (i % 7 === 3) {
        if (i % 2 === 0) await recording
        await t.killServer()
        await t.startServer()
      }
    }
    await expect.poll(() => matches().length, { timeout: 150_000 }).toBe(52)
    expect(matches()).toEqual(lines.map(({ matchId }) => matchId))
    expect((await meView(t.db, ann)).standings).toMatchObject([{ rating: { games: 52 } }])
    expect(await readdir(folder)).toEqual([])
    await recorder.stop()
  })

  test.runIf(!ours)(
    'with connections refused for a while all results are recorded afterwards, and none is set aside',
    async () => {
      const [ann, bob] = [await newUser('Ann'), await newUser('Bob')]
      const lines = Array.from({ length: 40 }, () => playedLine(newId(), [userSeat(ann), userSeat(bob)]))
      await record(...lines.slice(0, 10))
      await t.refuse(true)
      expect(await record(...lines.slice(10))).toEqual({ pending: 30 })
      await t.refuse(false)
      clock.turn(250)
      await recorder.idle()
      expect(matches()).toEqual(lines.map(({ matchId }) => matchId))
      expect(await readdir(folder)).toEqual([])
      expect(errors()).toEqual([])
    },
  )
})
