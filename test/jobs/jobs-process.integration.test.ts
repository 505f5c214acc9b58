import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { encodeDelta } from '../../game/nets/delta.ts'
import { weightsFromBytes } from '../../game/nets/hash.ts'
import type { JobsMessage, JobsReplies, JobsRequest, SeatedAgent } from '../../server/base/jobs-protocol.ts'
import { builtinAgentId, DEFAULT_AGENT, houseAgentId, newId } from '../../server/base/ids.ts'
import { JournalWriter } from '../../server/store/journal.ts'
import { createUser } from '../../server/store/users.ts'
import { programArguments } from '../support/built-program.ts'
import { databaseKinds, type TestDatabase } from '../support/database.ts'
import { houseAgent } from '../support/house-agents.ts'
import { playedLine, userSeat } from '../support/journal-lines.ts'

const program = await programArguments('jobs')

/** The game process's side of the channel, as small as can be. */
class Jobs {
  readonly child: ChildProcess
  private id = 0
  readonly events: JobsMessage[] = []

  constructor(databaseUrl: string, dataFolder: string) {
    const env = { ...process.env, DATABASE_URL: databaseUrl, SPARRING_DATA: dataFolder, LOG_LEVEL: '' }
    this.child = fork(program.at(-1) ?? '', {
      execArgv: program.slice(0, -1),
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env,
    })
    this.child.on('message', (message: JobsMessage) => 'event' in message && this.events.push(message))
  }

  async next(event: string): Promise<JobsMessage> {
    for (;;) {
      const found = this.events.find((message) => 'event' in message && message.event === event)
      if (found) {
        this.events.splice(this.events.indexOf(found), 1)
        return found
      }
      await once(this.child, 'message')
    }
  }

  ask<R extends JobsRequest>(request: R): Promise<JobsReplies[R['ask']]> {
    const id = ++this.id
    return new Promise((resolve, reject) => {
      const listen = (message: { id?: number; reply?: JobsReplies[R['ask']]; error?: string }): void => {
        if (message.id !== id) return
        this.child.off('message', listen)
        if (message.reply) resolve(message.reply)
        else reject(new Error(message.error))
      }
      this.child.on('message', listen)
      this.child.send({ id, ...request })
    })
  }

  async stop(): Promise<number | null> {
    const gone = once(this.child, 'exit')
    await this.ask({ ask: 'stop' })
    this.child.disconnect()
    return (await gone)[0]
  }

  async kill(): Promise<void> {
    const gone = once(this.child, 'exit')
    this.child.kill('SIGKILL')
    await gone
  }
}

describe.each(databaseKinds)('the jobs process on $name', ({ open, ours }) => {
  let t: TestDatabase
  let folder: string
  let jobs: Jobs
  beforeAll(async () => {
    t = await open()
    folder = await mkdtemp(join(tmpdir(), 'sparring-jobs-'))
    jobs = new Jobs(t.url, folder)
    await jobs.next('ready')
  })
  afterAll(async () => {
    await jobs.kill()
    await t.close()
    await rm(folder, { recursive: true })
  })
  const newUser = async (): Promise<string> => (await createUser(t.db, { id: newId(), name: 'Ann' })).id

  test('seats a partner with its weights, which a push changes', async () => {
    const userId = await newUser()
    const seat = await jobs.ask({ ask: 'seat-partner', task: 'pong', userId, name: 'Ann', parentId: null })
    expect(seat).toMatchObject({
      kind: 'partner',
      name: 'Ann’s partner',
      strength: null,
      frozen: false,
      checkpoint: null,
    })
    expect(seat.policy).toMatchObject({ observation: 'state', revision: 0, hash: (await houseAgent('minute')).hash })
    const { spec, weights } = seat.policy!
    const served = weightsFromBytes(weights)
    const { bytes, base, hash, next } = encodeDelta(
      spec,
      served,
      served.map((w) => w * 1.01),
    )
    const reply = await jobs.ask({
      ask: 'push',
      userId,
      agentId: seat.agentId,
      matchId: null,
      base,
      hash,
      delta: bytes,
      stats: null,
    })
    expect(reply).toMatchObject({ ok: true, hash, revision: 1, stored: true })
    expect(reply.ok && weightsFromBytes(reply.weights)).toEqual(next)
    expect(
      (await jobs.ask({ ask: 'seat-partner', task: 'pong', userId, name: 'Ann', parentId: DEFAULT_AGENT })).policy,
    ).toMatchObject({
      hash,
      revision: 1,
    })
  })

  test('seats house agents and built-ins at their checkpoint', async () => {
    const file = await houseAgent('best')
    const best = await jobs.ask({
      ask: 'seat-agent',
      task: 'pong',
      agentId: houseAgentId('pong', 'best'),
      userId: null,
      except: [],
    })
    expect(best).toMatchObject({
      kind: 'house',
      name: file.name,
      reactionTicks: file.reactionTicks,
      policy: { hash: file.hash },
    })
    expect(best.checkpoint!.contender).toMatch(/^checkpoint:[0-9a-f]{32}$/)
    const somebody = await newUser()
    const names = await jobs.ask({ ask: 'names', people: [{ id: somebody, name: 'An older name' }] })
    expect(names).toEqual({ [somebody]: expect.not.stringMatching('older') })
    const hound = await jobs.ask({
      ask: 'seat-agent',
      task: 'pong',
      agentId: builtinAgentId('pong', 'hard'),
      userId: null,
      except: [],
    })
    expect(hound).toMatchObject({ kind: 'builtin', name: 'Hound', strength: 'hard', policy: null })
    await expect(
      jobs.ask({ ask: 'seat-agent', task: 'pong', agentId: newId(), userId: null, except: [] }),
    ).rejects.toThrow('There is no such opponent')
    await expect(
      jobs.ask({ ask: 'seat-partner', task: 'pong', userId: await newUser(), name: 'Ann', parentId: hound.agentId }),
    ).rejects.toThrow('no such agent')
  })

  test('chooses the default opponent for a newcomer, and for others the one of the nearest rating', async () => {
    const ann = await newUser()
    expect((await jobs.ask({ ask: 'seat-agent', task: 'pong', agentId: null, userId: null, except: [] })).agentId).toBe(
      DEFAULT_AGENT,
    )
    expect((await jobs.ask({ ask: 'seat-agent', task: 'pong', agentId: null, userId: ann, except: [] })).agentId).toBe(
      DEFAULT_AGENT,
    )
    const rated = { contender: `user:${ann}`, task: 'pong', userId: ann, sigma: 4 }
    const strengths: [number, string][] = [
      [-20, houseAgentId('pong', 'newborn')],
      [11, builtinAgentId('pong', 'easy')],
      [22, builtinAgentId('pong', 'middle')],
      [80, houseAgentId('pong', 'best')],
    ]
    for (const [mu, nearest] of strengths) {
      await t.db.rating.upsert({
        where: { contender_task: { contender: rated.contender, task: 'pong' } },
        create: { ...rated, mu },
        update: { mu },
      })
      expect(
        (await jobs.ask({ ask: 'seat-agent', task: 'pong', agentId: null, userId: ann, except: [] })).agentId,
      ).toBe(nearest)
    }
  })

  test('records what is added to the journal and tells of it', async () => {
    const [ann, bob] = [await newUser(), await newUser()]
    const writer = new JournalWriter(join(folder, 'journal'), Date.now)
    const line = playedLine(newId(), [userSeat(ann), userSeat(bob)])
    await writer.append(line)
    expect(await jobs.ask({ ask: 'journal' })).toEqual({ pending: 0 })
    expect(await jobs.next('recorded')).toMatchObject({
      matchId: line.matchId,
      status: 'checked',
      seats: [{ before: 1500 }, { before: 1500 }],
    })
    await writer.close()
  })

  test('tells how many results were set aside', async () => {
    const setAside = join(folder, 'journal', 'rejected')
    await mkdir(setAside, { recursive: true })
    await writeFile(join(setAside, '0123456789abcdef.jsonl'), '{}\n')
    expect(await jobs.ask({ ask: 'ping' })).toEqual({ pending: 0, setAside: 1 })
    await rm(setAside, { recursive: true })
    expect(await jobs.ask({ ask: 'ping' })).toEqual({ pending: 0, setAside: 0 })
  })

  test('tries again at a start what was set aside before, because its fault may be mended', async () => {
    const line = playedLine(newId(), [userSeat(await newUser()), userSeat(await newUser())])
    const setAside = join(folder, 'journal', 'rejected')
    await jobs.stop()
    await mkdir(setAside, { recursive: true })
    await writeFile(join(setAside, 'a.jsonl'), `${JSON.stringify(line)}\n`)
    jobs = new Jobs(t.url, folder)
    await jobs.next('ready')
    expect(await t.db.match.count({ where: { id: line.matchId } })).toBe(1)
    expect(await readdir(setAside)).toEqual([])
  })

  test('killed in the middle of its work and started again, it records every match once', async () => {
    const [ann, bob] = [await newUser(), await newUser()]
    const writer = new JournalWriter(join(folder, 'journal'), Date.now)
    const lines = Array.from({ length: 30 }, () => playedLine(newId(), [userSeat(ann), userSeat(bob)]))
    await Promise.all(lines.map((line) => writer.append(line)))
    await writer.close()
    jobs.ask({ ask: 'journal' }).catch(() => {})
    await jobs.next('recorded')
    await jobs.kill()
    jobs = new Jobs(t.url, folder)
    await jobs.next('ready')
    expect(await t.db.match.count({ where: { id: { in: lines.map(({ matchId }) => matchId) } } })).toBe(30)
    expect(await t.db.rating.findFirst({ where: { userId: ann } })).toMatchObject({ games: 30 })
    expect(await t.db.ratingHistory.count({ where: { contender: `user:${ann}` } })).toBe(30)
  })

  /** A push of `scale` times the served weights, as the page of the partner's owner sends it. */
  const pushOf = (userId: string, seat: SeatedAgent, scale: number) => {
    const served = weightsFromBytes(seat.policy!.weights)
    const own = served.map((w) => w * scale)
    const { bytes, base, hash, next } = encodeDelta(seat.policy!.spec, served, own)
    const push = {
      ask: 'push',
      userId,
      agentId: seat.agentId,
      matchId: null,
      base,
      hash,
      delta: bytes,
      stats: null,
    } as const
    return { push, next }
  }

  test.runIf(ours)(
    'killed after it accepted a revision that the database could not take, it stores it later',
    async () => {
      const userId = await newUser()
      const seat = await jobs.ask({ ask: 'seat-partner', task: 'pong', userId, name: 'Ann', parentId: null })
      const { push, next } = pushOf(userId, seat, 1.01)
      await t.stopServer()
      expect(await jobs.ask(push)).toMatchObject({ ok: true, revision: 1, stored: false })
      await jobs.kill()
      await t.startServer()
      jobs = new Jobs(t.url, folder)
      await jobs.next('ready')
      const again = await jobs.ask({ ask: 'seat-partner', task: 'pong', userId, name: 'Ann', parentId: null })
      expect(again.policy).toMatchObject({ revision: 1, hash: push.hash })
      expect(weightsFromBytes(again.policy!.weights)).toEqual(next)
      expect(await readdir(join(folder, 'pushes'))).toEqual([])
    },
  )

  test('killed in the middle of a push and started again, it takes the same push once', async () => {
    const userId = await newUser()
    for (let round = 1; round <= 3; round++) {
      const seat = await jobs.ask({ ask: 'seat-partner', task: 'pong', userId, name: 'Ann', parentId: null })
      const { push, next } = pushOf(userId, seat, 1 + round / 100)
      jobs.ask(push).catch(() => {})
      // The push is on its way; whether it was stored is anybody's guess.
      await new Promise(setImmediate)
      await jobs.kill()
      jobs = new Jobs(t.url, folder)
      await jobs.next('ready')
      const reply = await jobs.ask(push)
      expect(reply).toMatchObject({ ok: true, revision: round, hash: push.hash, stored: true })
      expect(reply.ok && weightsFromBytes(reply.weights)).toEqual(next)
    }
    const agent = await t.db.agent.findFirstOrThrow({ where: { ownerId: userId }, include: { revisions: true } })
    expect(agent.revisions.map(({ number }) => number).sort((a, b) => a - b)).toEqual([0, 1, 2, 3])
  })

  test('asked to stop it records what is left, and ends without an error', async () => {
    const writer = new JournalWriter(join(folder, 'journal'), Date.now)
    const line = playedLine(newId(), [userSeat(await newUser()), userSeat(await newUser())])
    await writer.append(line)
    await writer.close()
    expect(await jobs.stop()).toBe(0)
    expect(await t.db.match.count({ where: { id: line.matchId } })).toBe(1)
    jobs = new Jobs(t.url, folder)
    await jobs.next('ready')
  })
})
