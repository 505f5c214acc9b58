import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { AgentView, MeView, PlayerView } from '../../game/protocol/http.ts'
import { tasks } from '../../game/tasks/index.ts'
import { builtinAgentId, DEFAULT_AGENT, newId } from '../../server/base/ids.ts'
import { checkLine } from '../../server/jobs/check-line.ts'
import { recordMatch } from '../../server/jobs/record-match.ts'
import { seatPartner } from '../../server/jobs/seats.ts'
import { ModelRegistry } from '../../server/models/registry.ts'
import { PushSpool } from '../../server/models/push-spool.ts'
import { agentView } from '../../server/store/agents.ts'
import { deleteUser } from '../../server/store/delete-user.ts'
import { fillSkeletons } from '../../server/store/fill-skeletons.ts'
import { meView } from '../../server/store/me.ts'
import { lockName } from '../../server/store/name-claims.ts'
import { nameSkeleton } from '../../server/store/name-skeleton.ts'
import { deletePartner, findOrMakePartner, renamePartner, setPartnerAccess } from '../../server/store/partners.ts'
import { playerView } from '../../server/store/players.ts'
import { seed } from '../../server/store/seed.ts'
import { createUser, renameUser } from '../../server/store/users.ts'
import type { JournalLine } from '../../server/base/jobs-protocol.ts'
import { databaseKinds, type TestDatabase } from '../support/database.ts'
import { testHouseAgents } from '../support/house-agents.ts'
import { playedLine, userSeat } from '../support/journal-lines.ts'
import { quietLog } from '../support/quiet-log.ts'

describe.each(databaseKinds)('public pages on $name', ({ open, ours }) => {
  let t: TestDatabase
  beforeAll(async () => {
    t = await open()
    await seed(t.db, tasks, testHouseAgents)
  })
  afterAll(() => t.close())

  const newUser = async (name: string): Promise<string> => (await createUser(t.db, { id: newId(), name })).id
  const newPartner = async (userId: string): Promise<string> =>
    (await findOrMakePartner(t.db, { id: userId, name: '' }, DEFAULT_AGENT))!.id
  const record = async (line: JournalLine): Promise<string> => {
    await recordMatch(t.db, line, checkLine(line))
    return line.matchId
  }
  /** A sparring match of a person and a partner. */
  const spar = (userId: string, partner: string, changes: Partial<JournalLine> = {}): Promise<string> =>
    record(
      playedLine(
        newId(),
        [
          { name: 'Owner', userId },
          { name: 'Partner', agentId: partner },
        ],
        {
          mode: 'sparring',
          rated: false,
          ...changes,
        },
      ),
    )

  test('a person has one from the first match that others may watch', async () => {
    const [ann, bob] = [await newUser('Ann First'), await newUser('Bob First')]
    expect(await playerView(t.db, ann)).toBeNull()
    const players = [userSeat(ann), userSeat(bob)] as [ReturnType<typeof userSeat>, ReturnType<typeof userSeat>]
    const hidden = await record(
      playedLine(newId(), players, { public: false, mode: 'invite', rated: false, key: 'k'.repeat(32) }),
    )
    expect(await playerView(t.db, ann)).toBeNull()
    const seen = await record(playedLine(newId(), players))
    const view = PlayerView.parse(await playerView(t.db, ann))
    expect(view.player).toEqual({ id: ann, name: 'Ann First' })
    expect(view.matches.map(({ id }) => id)).toEqual([seen])
    expect(view.matches[0]!.seats.every(({ page }) => page)).toBe(true)
    expect(view.standings).toMatchObject([{ task: 'pong', rating: { games: 1 } }])
    expect(JSON.stringify(view)).not.toContain(hidden)
    expect(await playerView(t.db, newId())).toBeNull()
  })

  test('in which match a checkpoint was made is told to nobody but its owner', async () => {
    const ann = await newUser('Ann Unwatched')
    const partner = await newPartner(ann)
    const hidden = await spar(ann, partner, { public: false, key: 'k'.repeat(32) })
    await t.db.revision.updateMany({ where: { agentId: partner }, data: { checkpoint: true, matchId: hidden } })
    const told = async (me: string | null): Promise<(string | null)[]> =>
      AgentView.parse(await agentView(t.db, partner, me)).checkpoints.map(({ matchId }) => matchId)
    expect([await told(ann), await told(newId()), await told(null)]).toEqual([[hidden], [null], [null]])
  })

  test('it tells how they play from the matches that others may watch, and of a partner too', async () => {
    const ann = await newUser('Ann Style')
    const partner = await newPartner(ann)
    expect(AgentView.parse(await agentView(t.db, partner, ann)).style).toBeNull()
    for (let i = 0; i < 3; i++) await spar(ann, partner)
    await spar(ann, partner, { public: false })
    await record(
      playedLine(newId(), [
        { name: 'Partner', agentId: partner, earlier: true },
        { name: 'Owner', userId: ann },
      ]),
    )
    const { styles } = PlayerView.parse(await playerView(t.db, ann))
    expect(styles).toMatchObject([{ task: 'pong', style: { matches: 4 } }])
    const { style } = AgentView.parse(await agentView(t.db, partner, ann))
    expect(style!.matches).toBe(3)
    expect(style!.habits[0]!.parts.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThanOrEqual(20)
  })

  test('it goes with the person, and their name in the matches of others leads nowhere', async () => {
    const [ann, bob] = [await newUser('Ann Leaves'), await newUser('Bob Stays')]
    await record(playedLine(newId(), [userSeat(ann), userSeat(bob)]))
    await deleteUser(t.db, ann, new Date())
    expect(await playerView(t.db, ann)).toBeNull()
    const seats = PlayerView.parse(await playerView(t.db, bob)).matches[0]!.seats
    expect(seats.find(({ name }) => name === 'Deleted player')).toMatchObject({ id: null, page: false })
  })

  test('the best win is the one against whoever was surest to be strong', async () => {
    const ann = await newUser('Ann Wins')
    const won: Record<string, string> = {}
    for (const strength of ['easy', 'hard', 'middle']) {
      const agent = await t.db.agent.findUniqueOrThrow({ where: { id: builtinAgentId('pong', strength) } })
      const contender = `checkpoint:${agent.checkpointId}`
      const line = playedLine(newId(), [userSeat(ann), { name: agent.name, agentId: agent.id, contender }])
      const [first, second] = [line.seats[0]!, line.seats[1]!]
      // Who sits where is turned about where the log has the other seat win.
      if (first.place > second.place) {
        line.seats[0] = { ...second, seat: 0, score: first.score, place: first.place }
        line.seats[1] = { ...first, seat: 1, score: second.score, place: second.place }
      }
      won[strength] = await record(line)
    }
    const [standing] = PlayerView.parse(await playerView(t.db, ann)).standings
    expect(standing!.bestWin).toMatchObject({
      match: won['hard'],
      against: { kind: 'agent', name: 'Hound', page: true },
    })
    expect(standing!.bestWin!.rating).toBeGreaterThan(1500)
    expect(standing!.form).toEqual(['won', 'won', 'won'])
  })

  test('a partner shows its public matches, and when it is private nobody but its owner finds it', async () => {
    const [ann, eve] = [await newUser('Ann Shows'), await newUser('Eve Looks')]
    const partner = await newPartner(ann)
    const [seen, hidden] = [await spar(ann, partner), await spar(ann, partner, { public: false, key: 'k'.repeat(32) })]
    const view = AgentView.parse(await agentView(t.db, partner, eve))
    expect(view.agent).toMatchObject({ access: 'shown', owner: { id: ann }, parent: { name: 'Minute' } })
    expect(view.matches.map(({ id }) => id)).toEqual([seen])
    expect(JSON.stringify(view)).not.toContain(hidden)
    expect(PlayerView.parse(await playerView(t.db, ann)).partners).toMatchObject([{ id: partner, matches: 1 }])

    expect(await setPartnerAccess(t.db, eve, partner, 'private')).toBe('not-found')
    expect(await setPartnerAccess(t.db, ann, partner, 'private')).toBe('done')
    expect(await agentView(t.db, partner, eve)).toBeNull()
    expect(await agentView(t.db, partner, null)).toBeNull()
    expect(await agentView(t.db, partner, ann)).not.toBeNull()
    const player = PlayerView.parse(await playerView(t.db, ann))
    expect(player.partners).toEqual([])
    expect(player.matches[0]!.seats.map(({ kind, page }) => [kind, page])).toEqual([
      ['human', true],
      ['agent', false],
    ])
    // Its owner still finds the way to it.
    expect(MeView.parse(await meView(t.db, ann)).matches[0]!.seats[1]!.page).toBe(true)
  })

  test('the best win of a partner is one that was played to its end, by the most points; a match of few points is none of its curve', async () => {
    const ann = await newUser('Ann Wins Much')
    const partner = await newPartner(ann)
    const score = async (theirs: number, mine: number, changes: Partial<JournalLine> = {}): Promise<string> => {
      const id = await spar(ann, partner, changes)
      const places = mine > theirs ? [2, 1] : mine < theirs ? [1, 2] : [1, 1]
      for (const [seat, points] of [theirs, mine].entries())
        await t.db.matchSeat.update({
          where: { matchId_seat: { matchId: id, seat } },
          data: { score: points, place: places[seat]! },
        })
      await t.db.match.update({ where: { id }, data: { status: 'checked' } })
      return id
    }
    await score(0, 3, { reason: 'left' })
    await score(0, 1)
    const close = await score(9, 11)
    const best = await score(4, 11, { endedAt: '2026-01-02T11:00:00.000Z' })
    await score(5, 5, { endedAt: '2026-01-02T12:00:00.000Z' })
    const view = AgentView.parse(await agentView(t.db, partner, null))
    expect(view.bestWin).toMatchObject({ match: best, mine: 11, theirs: 4 })
    expect(view.curve.map(({ share }) => share)).toEqual([11 / 20, 11 / 15, 0.5])
    expect(view.curve[0]!.match).toBe(close)
    // Nobody wins a draw.
    expect(PlayerView.parse(await playerView(t.db, ann)).partners).toMatchObject([{ matches: 5, wins: 4 }])
    expect(MeView.parse(await meView(t.db, ann)).partners).toMatchObject([{ matches: 5, wins: 4 }])
  })

  test('a partner as it was at an earlier revision counts for nothing that the partner is now, whatever it is called since', async () => {
    const ann = await newUser('Ann Looks Back')
    const partner = await newPartner(ann)
    const line = playedLine(
      newId(),
      [
        { name: 'Ann Looks Back', userId: ann },
        { name: 'Ann Looks Back’s partner, as it was', agentId: partner, earlier: true, score: 9, place: 1 },
      ],
      { mode: 'sparring', rated: false },
    )
    await record(line)
    await t.db.match.update({ where: { id: line.matchId }, data: { status: 'checked' } })
    await renamePartner(t.db, ann, partner, 'Second Thoughts')
    const view = AgentView.parse(await agentView(t.db, partner, null))
    expect([view.curve, view.bestWin]).toEqual([[], null])
    expect(MeView.parse(await meView(t.db, ann)).partners).toMatchObject([{ matches: 0, wins: 0 }])
    expect(await renamePartner(t.db, ann, partner, 'Rex, as it was')).toMatchObject({ reason: 'name' })
  })

  test('a person who is made while a partner is given their name gets another one', async () => {
    const [ann, bob] = [await newUser('Ann Gives'), newId()]
    const partner = await newPartner(ann)
    const made = t.db.$transaction(async (tx) => {
      await lockName(tx, nameSkeleton('Wanted Twice'))
      const waiting = t.db.$transaction((other) => createUser(other, { id: bob, name: 'Wanted Twice' }))
      // The embedded one has the second wait for the whole transaction.
      for (let waits = ours; !waits;) {
        const [found] = await tx.$queryRaw<
          { waits: boolean }[]
        >`SELECT EXISTS (SELECT 1 FROM pg_locks l JOIN pg_database d
          ON d.oid = l.database AND d.datname = current_database() WHERE l.locktype = 'advisory' AND NOT l.granted) AS waits`
        waits = found?.waits ?? false
      }
      await tx.agent.update({
        where: { id: partner },
        data: { name: 'Wanted Twice', skeleton: nameSkeleton('Wanted Twice') },
      })
      return { waiting }
    })
    const user = await (await made).waiting
    expect(user.name).not.toBe('Wanted Twice')
  })

  test('when the look-alikes grow, the names of partners are compared anew as well; the later of two alike gets a number', async () => {
    const [ann, bob] = [await newUser('Tуpewriter'), await newUser('Bob Types')]
    const partners = [await newPartner(ann), await newPartner(bob)]
    for (const [i, name] of ['Grоwl', 'Growl'].entries())
      await t.db.agent.update({
        where: { id: partners[i]! },
        data: { name, skeleton: i === 0 ? 'grоwl' : nameSkeleton(name) },
      })
    expect(await fillSkeletons(t.db)).toBe(1)
    const rows = await t.db.agent.findMany({ where: { id: { in: partners } }, orderBy: { createdAt: 'asc' } })
    expect(rows.map(({ name, skeleton }) => [name, skeleton])).toEqual([
      ['Grоwl 2', nameSkeleton('Grоwl 2')],
      ['Growl', nameSkeleton('Growl')],
    ])
    expect(await fillSkeletons(t.db)).toBe(0)
  })

  test('a partner has the name that its owner gives it, and nobody else has one that looks like it', async () => {
    const [ann, bob] = [await newUser('Ann Names'), await newUser('Bob Names')]
    const [hers, his] = [await newPartner(ann), await newPartner(bob)]
    const nameOf = async (id: string): Promise<string> => (await t.db.agent.findUniqueOrThrow({ where: { id } })).name
    expect(await renamePartner(t.db, bob, hers, 'Thief')).toBe('not-found')
    expect(await renamePartner(t.db, ann, hers, '  Night   Owl ')).toBe('done')
    expect(await nameOf(hers)).toBe('Night Owl')
    expect(await renamePartner(t.db, bob, his, 'Nіght 0wl')).toMatchObject({ reason: 'name' })
    expect(await renamePartner(t.db, bob, his, 'Night 0wl')).toMatchObject({ reason: 'taken' })
    expect(await renameUser(t.db, { id: bob, name: '' }, 'NIGHT OWL')).toMatchObject({ ok: false, reason: 'taken' })
    expect(await renamePartner(t.db, bob, his, 'ann names')).toMatchObject({ reason: 'taken' })
    expect(await renamePartner(t.db, bob, his, 'Hound')).toMatchObject({ reason: 'name' })
    expect(await renamePartner(t.db, bob, his, 'Ann’s partner')).toMatchObject({ reason: 'name' })
    expect(await renamePartner(t.db, bob, his, 'x')).toMatchObject({ reason: 'name' })
    expect((await createUser(t.db, { id: newId(), name: 'Night Owl' })).name).not.toBe('Night Owl')

    // A name of its own stays when the owner takes another one; the usual one follows.
    await renameUser(t.db, { id: ann, name: '' }, 'Anna Names')
    expect(await nameOf(hers)).toBe('Night Owl')
    expect(await renamePartner(t.db, ann, hers, '')).toBe('done')
    expect(await nameOf(hers)).toBe('Anna Names’s partner')
    expect(await renamePartner(t.db, bob, his, 'Night Owl')).toBe('done')
  })

  test('of two who want names that look alike at the same moment, one gets it', async () => {
    const ids = await Promise.all(['One Racer', 'Two Racer'].map(newUser))
    const racers = await Promise.all(ids.map(newPartner))
    const outcomes = await Promise.all([
      renamePartner(t.db, ids[0]!, racers[0]!, 'Same Wish'),
      renameUser(t.db, { id: ids[1]!, name: '' }, 'SAME WISH').then(({ ok }) => (ok ? 'done' : 'taken')),
      renamePartner(t.db, ids[1]!, racers[1]!, 'Sаme Wish'.replace('а', 'a')),
    ])
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1)
  })

  test('somebody else plays a partner where its owner lets everybody: it is frozen, and nothing of it changes', async () => {
    const [ann, eve] = [await newUser('Ann Opens'), await newUser('Eve Plays')]
    const partner = await newPartner(ann)
    const { log } = quietLog()
    const registry = new ModelRegistry({
      db: t.db,
      log,
      now: Date.now,
      spool: new PushSpool(join(tmpdir(), newId())),
    })
    const deps = { db: t.db, registry }
    const ask = (userId: string): ReturnType<typeof seatPartner> =>
      seatPartner(deps, { ask: 'seat-partner', task: 'pong', userId, name: '', parentId: partner })
    await expect(ask(eve)).rejects.toThrow(/Nobody but its owner/)
    await setPartnerAccess(t.db, ann, partner, 'open')
    const before = await t.db.agent.findUniqueOrThrow({ where: { id: partner } })
    expect(await ask(eve)).toMatchObject({ agentId: partner, frozen: true, checkpoint: null })
    expect(await ask(ann)).toMatchObject({ agentId: partner, frozen: false })
    await spar(eve, partner)
    expect(await t.db.agent.findUniqueOrThrow({ where: { id: partner } })).toEqual(before)
    expect(await t.db.agent.count({ where: { ownerId: eve } })).toBe(0)
    // It stays who it is where the person who played it is gone.
    await deleteUser(t.db, eve, new Date())
    const late = await spar(eve, partner)
    const seats = await t.db.matchSeat.findMany({ where: { matchId: late }, orderBy: { seat: 'asc' } })
    expect(seats.map(({ name, agentId }) => [name, agentId])).toEqual([
      ['Deleted player', null],
      ['Partner', partner],
    ])
    await deletePartner(t.db, ann, partner, new Date())
    await expect(ask(ann)).rejects.toThrow(/Nobody but its owner/)
    expect(await agentView(t.db, partner, ann)).toBeNull()
  })
})
