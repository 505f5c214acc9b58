import { tasks } from '../../game/tasks/index.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { AgentsView, AgentView, MatchView, MeView } from '../../game/protocol/http.ts'
import { seed } from '../../server/store/seed.ts'
import { checkLine } from '../../server/jobs/check-line.ts'
import { recordMatch } from '../../server/jobs/record-match.ts'
import { agentsView, agentView } from '../../server/store/agents.ts'
import { builtinAgentId, DEFAULT_AGENT, houseAgentId, newId } from '../../server/base/ids.ts'
import { matchLog, matchView } from '../../server/store/matches.ts'
import { meView } from '../../server/store/me.ts'
import { migrate } from '../../server/store/migrate.ts'
import { nameSkeleton, SKELETON_VERSION } from '../../server/store/name-skeleton.ts'
import * as partners from '../../server/store/partners.ts'
import { fillSkeletons } from '../../server/store/fill-skeletons.ts'
import { createUser, findUser, namesOf, renameUser } from '../../server/store/users.ts'
import { KEPT_REVISIONS, pruneRevisions, pruneToQuota, weightsBytes } from '../../server/store/weights.ts'
import { databaseKinds, type TestDatabase } from '../support/database.ts'
import { testHouseAgent, testHouseAgents } from '../support/house-agents.ts'
import { playedLine, userSeat } from '../support/journal-lines.ts'

describe.each(databaseKinds)('storage on $name', ({ open }) => {
  let t: TestDatabase
  beforeAll(async () => {
    t = await open()
    await seed(t.db, tasks, testHouseAgents)
  })
  afterAll(() => t.close())

  const newUser = async (name = 'Ann'): Promise<string> => (await createUser(t.db, { id: newId(), name })).id
  const newPartner = async (userId: string, parent = DEFAULT_AGENT): Promise<string> =>
    (await partners.findOrMakePartner(t.db, { id: userId, name: 'Ann' }, parent))!.id
  const record = async (line: ReturnType<typeof playedLine>): Promise<string> => {
    await recordMatch(t.db, line, checkLine(line))
    return line.matchId
  }

  test('migrations are applied once', async () => {
    expect(await migrate(t.url)).toEqual([])
  })

  test('seeding again adds nothing; changed weights become a new checkpoint and the old one stays', async () => {
    expect(await seed(t.db, tasks, testHouseAgents)).toEqual([])
    const before = await agentView(t.db, houseAgentId('pong', 'best'), null)
    expect(await seed(t.db, tasks, [testHouseAgent('best', 33)])).toEqual(['Best'])
    expect(await seed(t.db, tasks, [testHouseAgent('best', 33)])).toEqual([])
    const after = AgentView.parse(await agentView(t.db, houseAgentId('pong', 'best'), null))
    expect(after.checkpoints).toMatchObject([
      { number: 1, head: true, checkpointName: 'Best 2', rating: { games: 0, provisional: false } },
      { number: 0, head: false, hash: before!.checkpoints[0]!.hash },
    ])
  })

  test('the agents to choose from are the seeded ones, weakest first', async () => {
    const all = AgentsView.parse(await agentsView(t.db)).agents
    const agents = all.filter(({ task }) => task === 'pong')
    expect(agents.map(({ name }) => name)).toEqual(['Newborn', 'Wall', 'Tracker', 'Minute', 'Hound', 'Best'])
    expect(agents.map(({ kind }) => kind)).toEqual(['house', 'builtin', 'builtin', 'house', 'builtin', 'house'])
    expect(agents[1]!.id).toBe(builtinAgentId('pong', 'easy'))
  })

  test('a user is made once and renamed, and the partner takes the new name', async () => {
    const id = newId()
    expect(await createUser(t.db, { id, name: ' Ann  B ' })).toEqual({ id, name: 'Ann B' })
    expect(await createUser(t.db, { id, name: 'Other' })).toEqual({ id, name: 'Ann B' })
    await newPartner(id)
    expect(await renameUser(t.db, { id, name: 'Ann' }, ' Anna ')).toEqual({ ok: true, user: { id, name: 'Anna' } })
    expect(await renameUser(t.db, { id, name: 'Ann' }, '\u200B')).toMatchObject({ ok: false, reason: 'name' })
    expect(await renameUser(t.db, { id: newId(), name: 'Guest' }, 'Somebody')).toMatchObject({ ok: true })
    expect(await findUser(t.db, id)).toEqual({ id, name: 'Anna' })
    expect(await namesOf(t.db, [{ id, name: 'Ann B' }])).toEqual({ [id]: 'Anna' })
    expect((await meView(t.db, id)).partners[0]!.name).toBe('Anna’s partner')
  })

  test('of many who want names that look alike at the same moment, one gets it; the others keep theirs', async () => {
    const ids = await Promise.all(['Uma', 'Vic', 'Wes', 'Xia', 'Yan'].map((name) => newUser(`${name} Before`)))
    const wishes = ['Wanted', 'WANTED', 'Ｗanted', 'Wänted', 'VVanted']
    const outcomes = await Promise.all(ids.map((id, i) => renameUser(t.db, { id, name: 'Ann' }, wishes[i]!)))
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1)
    expect(outcomes.filter((outcome) => !outcome.ok && outcome.reason === 'taken')).toHaveLength(4)
    const names = await Promise.all(ids.map(async (id) => (await findUser(t.db, id))?.name))
    expect(names.filter((name) => name?.endsWith('Before'))).toHaveLength(4)
  })

  test('the name of a house agent is refused, and a person may change how their own is written', async () => {
    const id = await newUser('Casey Jones')
    expect(await renameUser(t.db, { id, name: 'Ann' }, 'M1nute')).toMatchObject({ ok: false, reason: 'name' })
    expect(await renameUser(t.db, { id, name: 'Ann' }, 'CASEY JONES')).toMatchObject({ ok: true })
  })

  test('who comes with the name of somebody else is made under another one', async () => {
    const names = await Promise.all(
      [1, 2, 3, 4].map(async () => (await createUser(t.db, { id: newId(), name: 'Twin Peak' })).name),
    )
    expect(names.filter((name) => name === 'Twin Peak')).toHaveLength(1)
    expect(new Set(names).size).toBe(4)
  })

  test('players from before names were compared get what theirs looks like; the later of two alike gets a number', async () => {
    const rows = [
      ['Dora', 1],
      ['D0ra', 2],
      ['Minute', 3],
      ['Ezra', 4],
    ] as const
    const ids = rows.map(() => newId())
    for (const [i, [name, day]] of rows.entries()) {
      await t.db.user.create({ data: { id: ids[i]!, name, createdAt: new Date(Date.UTC(2026, 0, day)) } })
    }
    expect(await fillSkeletons(t.db)).toBe(4)
    expect(await Promise.all(ids.map(async (id) => (await findUser(t.db, id))?.name))).toEqual([
      'Dora',
      'D0ra 2',
      'Minute 2',
      'Ezra',
    ])
    expect(await fillSkeletons(t.db)).toBe(0)
  })

  test('when the look-alikes grow, skeletons are made anew: who looks like another now gets a number, with their partner', async () => {
    // As an earlier version left them: it did not know that Cyrillic letters pass for Latin ones.
    const rows = [
      ['Сорра', 'сорра', 1],
      ['Coppa', 'coppa', 2],
      ['Tуpe', 'tуpe', 3],
    ] as const
    const ids = rows.map(() => newId())
    for (const [i, [name, skeleton, day]] of rows.entries()) {
      const createdAt = new Date(Date.UTC(2026, 0, day))
      await t.db.user.create({ data: { id: ids[i]!, name, skeleton, skeletonVersion: 0, createdAt } })
    }
    await newPartner(ids[0]!)
    expect(await fillSkeletons(t.db)).toBe(2)
    const users = await t.db.user.findMany({ where: { id: { in: ids } }, orderBy: { createdAt: 'asc' } })
    expect(users.map(({ name, skeleton, skeletonVersion }) => [name, skeleton, skeletonVersion])).toEqual([
      ['Сорра 2', nameSkeleton('Сорра 2'), SKELETON_VERSION],
      ['Coppa', 'coppa', SKELETON_VERSION],
      ['Tуpe', 'type', SKELETON_VERSION],
    ])
    expect((await meView(t.db, ids[0]!)).partners).toMatchObject([{ name: 'Сорра 2’s partner' }])
    expect(await fillSkeletons(t.db)).toBe(0)
    const wish = await renameUser(t.db, { id: await newUser(), name: 'Ann' }, 'Type')
    expect(wish).toMatchObject({ ok: false, reason: 'taken' })
  })

  test('a partner is a fork of its parent, the same one at every ask, also of two at once', async () => {
    const ann = await newUser()
    const ids = await Promise.all([1, 2, 3, 4].map(() => newPartner(ann)))
    expect(new Set(ids).size).toBe(1)
    const me = MeView.parse(await meView(t.db, ann))
    expect(me.partners).toMatchObject([
      {
        id: ids[0],
        parentName: 'Minute',
        headNumber: 0,
        frozen: false,
        matches: 0,
        revisions: [{ number: 0, note: 'fork', head: true }],
      },
    ])
    expect(await newPartner(ann, houseAgentId('pong', 'newborn'))).not.toBe(ids[0])
    expect(await partners.findOrMakePartner(t.db, { id: ann, name: 'Ann' }, builtinAgentId('pong', 'easy'))).toBeNull()
  })

  test('a partner is rewound and started again by new revisions, so nothing is lost', async () => {
    const ann = await newUser()
    const id = await newPartner(ann)
    const best = await t.db.agent.findUniqueOrThrow({ where: { id: houseAgentId('pong', 'best') } })
    await t.db.revision.create({ data: { id: newId(), agentId: id, number: 1, hash: best.headHash!, note: 'push' } })
    await t.db.agent.update({ where: { id }, data: { headNumber: 1, headHash: best.headHash } })
    expect(await partners.rewindPartner(t.db, ann, id, 7)).toBe('no-such-revision')
    expect(await partners.rewindPartner(t.db, ann, id, 0)).toBe('done')
    expect(await partners.restartPartner(t.db, ann, id)).toBe('done')
    const { revisions, headNumber } = (await meView(t.db, ann)).partners[0]!
    expect(headNumber).toBe(3)
    expect(revisions.map(({ number, note, head }) => [number, note, head])).toEqual([
      [3, 'reset', true],
      [2, 'rewind', false],
      [1, 'push', false],
      [0, 'fork', false],
    ])
    expect(new Set([revisions[0]!.hash, revisions[1]!.hash, revisions[3]!.hash]).size).toBe(1)
  })

  test('only its owner changes a partner', async () => {
    const [ann, eve] = [await newUser(), await newUser('Eve')]
    const id = await newPartner(ann)
    const outcomes = await Promise.all([
      partners.rewindPartner(t.db, eve, id, 0),
      partners.freezePartner(t.db, eve, id, true),
      partners.restartPartner(t.db, eve, id),
      partners.deletePartner(t.db, eve, id, new Date()),
      partners.freezePartner(t.db, ann, DEFAULT_AGENT, true),
      partners.freezePartner(t.db, ann, newId(), true),
    ])
    expect(new Set(outcomes)).toEqual(new Set(['not-found']))
    expect(await partners.freezePartner(t.db, ann, id, true)).toBe('done')
    expect((await meView(t.db, ann)).partners[0]!.frozen).toBe(true)
  })

  test('a deleted partner can be restored for a week, unless a new one took its place', async () => {
    const ann = await newUser()
    const id = await newPartner(ann)
    const monday = new Date('2026-01-05T00:00:00Z')
    const later = (days: number): Date => new Date(monday.getTime() + days * 86_400_000)
    expect(await partners.deletePartner(t.db, ann, id, monday)).toBe('done')
    expect((await meView(t.db, ann)).partners).toEqual([])
    expect(await agentView(t.db, id, ann)).toBeNull()
    expect(await partners.freezePartner(t.db, ann, id, true)).toBe('not-found')
    expect(await partners.restorePartner(t.db, await newUser('Eve'), id, later(1))).toBe('not-found')
    expect(await partners.restorePartner(t.db, ann, id, later(6))).toBe('done')
    expect((await meView(t.db, ann)).partners[0]!.id).toBe(id)

    await partners.deletePartner(t.db, ann, id, monday)
    const second = await newPartner(ann)
    expect(second).not.toBe(id)
    expect(await partners.restorePartner(t.db, ann, id, later(1))).toBe('replaced')
    expect(await partners.purgeDeletedPartners(t.db, later(6))).toBe(0)
    expect(await partners.purgeDeletedPartners(t.db, later(8))).toBe(1)
    expect(await t.db.revision.count({ where: { agentId: id } })).toBe(0)
    expect(await partners.restorePartner(t.db, ann, id, later(8))).toBe('not-found')
    expect((await meView(t.db, ann)).partners[0]!.id).toBe(second)
  })

  test('weights are public for house agents and their owner’s for partners', async () => {
    const [ann, eve] = [await newUser(), await newUser('Eve')]
    const id = await newPartner(ann)
    const bytes = Uint8Array.from([0, 0, 0x80, 0x3f])
    const hash = newId()
    await t.db.weights.create({ data: { hash, bytes, count: 1 } })
    await t.db.revision.create({ data: { id: newId(), agentId: id, number: 1, hash, note: 'push' } })
    expect(await weightsBytes(t.db, hash, ann)).toEqual(bytes)
    expect(await weightsBytes(t.db, hash, eve)).toBeNull()
    expect(await weightsBytes(t.db, hash, null)).toBeNull()
    expect(await weightsBytes(t.db, newId(), ann)).toBeNull()
    expect((await weightsBytes(t.db, testHouseAgents[0]!.hash, null))!.length).toBe(
      testHouseAgents[0]!.weights.length * 4,
    )
  })

  test('pruning keeps the newest revisions, the last of each match, the fork and checkpoints', async () => {
    const ann = await newUser()
    const id = await newPartner(ann)
    const total = KEPT_REVISIONS + 20
    const hashes = Array.from({ length: total + 1 }, (_, number) => `${id}-${number}`)
    await t.db.weights.createMany({ data: hashes.map((hash) => ({ hash, bytes: new Uint8Array(4), count: 1 })) })
    await t.db.revision.createMany({
      data: hashes.slice(1).map((hash, i) => ({
        id: newId(),
        agentId: id,
        number: i + 1,
        hash,
        note: 'push',
        checkpoint: i + 1 === 3,
        // Two matches of ten revisions each, the rest without one.
        matchId: i < 10 ? 'first' : i < 15 ? 'second' : null,
      })),
    })
    await t.db.agent.update({ where: { id }, data: { headNumber: total } })
    // 1 to 20 are old; 3 is a checkpoint, 10 and 15 are the last of their match.
    expect(await pruneRevisions(t.db, id)).toBe(17)
    expect(await pruneRevisions(t.db, id)).toBe(0)
    const kept = await t.db.revision.findMany({
      where: { agentId: id },
      orderBy: { number: 'asc' },
      select: { number: true },
    })
    expect(kept.map(({ number }) => number).slice(0, 5)).toEqual([0, 3, 10, 15, 21])
    expect(kept).toHaveLength(4 + KEPT_REVISIONS)
    // The row that this test wrote for number 0 belongs to no revision, and is not looked at.
    expect(await t.db.weights.count({ where: { hash: { startsWith: `${id}-` } } })).toBe(3 + KEPT_REVISIONS + 1)
  })

  test('beyond the bytes of a person the oldest revisions of all their partners go, but for checkpoints, forks and the newest', async () => {
    const ann = await newUser()
    const ids = [await newPartner(ann), await newPartner(ann, houseAgentId('pong', 'newborn'))]
    for (const [i, agentId] of ids.entries()) {
      for (let number = 1; number <= 6; number++) {
        const hash = `${agentId}-${number}`
        // The second partner is younger than all of the first.
        const createdAt = new Date(Date.UTC(2020, 0, 1 + 10 * i + number))
        await t.db.weights.create({ data: { hash, bytes: new Uint8Array(400), count: 100 } })
        await t.db.revision.create({
          data: { id: newId(), agentId, number, hash, note: 'push', checkpoint: number === 2, createdAt },
        })
      }
      await t.db.agent.update({ where: { id: agentId }, data: { headNumber: 6 } })
    }
    const forks = await t.db.revision.findMany({ where: { agentId: { in: ids }, note: 'fork' } })
    const forkBytes = forks.length * 4 * testHouseAgents[0]!.weights.length
    // Room for eight of the twelve: four of the first partner are too old, of which one is a checkpoint.
    expect(await pruneToQuota(t.db, ann, forkBytes + 8 * 400)).toBe(3)
    const numbers = async (agentId: string) =>
      (await t.db.revision.findMany({ where: { agentId }, orderBy: { number: 'asc' } })).map(({ number }) => number)
    expect(await Promise.all(ids.map(numbers))).toEqual([
      [0, 2, 5, 6],
      [0, 1, 2, 3, 4, 5, 6],
    ])
    expect(await t.db.weights.count({ where: { hash: { startsWith: `${ids[0]}-` } } })).toBe(3)
    // Nothing at all has room: what is kept whatever it is stays.
    expect(await pruneToQuota(t.db, ann, 0)).toBe(5)
    expect(await Promise.all(ids.map(numbers))).toEqual([
      [0, 2, 6],
      [0, 2, 6],
    ])
  })

  test('a person has only so many partners, and cannot make more by deleting them', async () => {
    const ann = await newUser()
    const make = (most: number, parent = DEFAULT_AGENT) =>
      partners.findOrMakePartner(t.db, { id: ann, name: 'Ann' }, parent, most)
    const first = (await make(1))!
    expect((await make(1))!.id).toBe(first.id)
    const second = make(1, houseAgentId('pong', 'newborn'))
    await expect(second).rejects.toMatchObject({ code: 'too-many-partners' })
    await expect(second).rejects.toThrow(/1 partners, as many as/)
    const now = new Date()
    for (let round = 0; round < 2; round++) await partners.deletePartner(t.db, ann, (await make(2))!.id, now)
    await expect(make(2)).rejects.toThrow('You have deleted 2 partners of late')
    await partners.purgeDeletedPartners(t.db, new Date(now.getTime() + partners.RESTORABLE_MS + 1))
    expect(await make(2)).not.toBeNull()
  })

  test('of two partners that a person asks for at the same moment, one is too many where there is room for one', async () => {
    for (let round = 0; round < 5; round++) {
      const ann = { id: await newUser(), name: 'Ann' }
      const parents = ['newborn', 'minute', 'best'].map((name) => houseAgentId('pong', name))
      const made = await Promise.allSettled(parents.map((parent) => partners.findOrMakePartner(t.db, ann, parent, 1)))
      expect(made.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected'])
      expect(await t.db.agent.count({ where: { ownerId: ann.id } })).toBe(1)
    }
  })

  test('a match is seen by everyone when public, else by its key or its players', async () => {
    const [ann, bob, eve] = [await newUser(), await newUser('Bob'), await newUser('Eve')]
    const players: Parameters<typeof playedLine>[1] = [userSeat(ann, 'Ann'), userSeat(bob, 'Bob')]
    const open = await record(playedLine(newId(), players))
    const hidden = await record(
      playedLine(newId(), players, { public: false, mode: 'invite', rated: false, key: 'k'.repeat(32) }),
    )
    const view = MatchView.parse(await matchView(t.db, open, null, null))
    expect(view.match).toMatchObject({
      mode: 'ranked',
      status: 'checked',
      rated: true,
      seconds: 30,
      reason: 'finished',
    })
    expect(view.match.seats.map(({ kind, id, name }) => [kind, id, name])).toEqual([
      ['human', ann, 'Ann'],
      ['human', bob, 'Bob'],
    ])
    expect(await matchView(t.db, hidden, null, eve)).toBeNull()
    expect(await matchView(t.db, hidden, 'wrong', eve)).toBeNull()
    expect(await matchLog(t.db, hidden, null, eve)).toBeNull()
    expect((await matchView(t.db, hidden, 'k'.repeat(32), null))!.match.id).toBe(hidden)
    expect((await matchLog(t.db, hidden, null, bob))!.length).toBeGreaterThan(100)
    expect(await matchView(t.db, newId(), null, null)).toBeNull()
    expect((await meView(t.db, ann)).matches.map(({ id }) => id).sort()).toEqual([open, hidden].sort())
  })
})
