import { tasks } from '../../game/tasks/index.ts'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { checkLine } from '../../server/jobs/check-line.ts'
import { recordMatch } from '../../server/jobs/record-match.ts'
import { openDataFolder } from '../../server/store/data-folder.ts'
import { DEFAULT_AGENT } from '../../server/base/ids.ts'
import { JournalReader } from '../../server/store/journal.ts'
import { findOrMakePartner } from '../../server/store/partners.ts'
import { seed } from '../../server/store/seed.ts'
import { createUser } from '../../server/store/users.ts'
import { admin, adminByNpm, type Answer } from '../support/admin-command.ts'
import { copyNewDatabase } from '../support/database-template.ts'
import { databaseKinds, type TestDatabase } from '../support/database.ts'
import { Guest } from '../support/guest.ts'
import { testHouseAgents } from '../support/house-agents.ts'
import { playedLine, userSeat } from '../support/journal-lines.ts'
import { tableRows } from '../support/table-rows.ts'
import { WholeSparring } from '../support/whole-sparring.ts'

/** Every command of `npm run admin` as an operator types it: on the data of a stopped server, and beside one that runs. */
const ANN = 'ann0000000000000'
const BOB = 'bob0000000000000'

/** On one database, a server's where there is one: each command is a process of its own, and what they do is tested on both elsewhere. */
describe.each(databaseKinds.slice(-1))('npm run admin on $name', ({ open }) => {
  let t: TestDatabase
  let data = ''
  beforeAll(async () => {
    data = await mkdtemp(join(tmpdir(), 'sparring-admin-'))
    openDataFolder(data).release()
  })
  afterAll(() => rm(data, { recursive: true, force: true }))

  async function filled(): Promise<TestDatabase> {
    const opened = await open()
    await seed(opened.db, tasks, testHouseAgents)
    for (const [id, name] of [
      [ANN, 'Ann'],
      [BOB, 'Bob the Second'],
    ] as const)
      await createUser(opened.db, { id, name })
    for (const [id, endedAt] of [
      ['one', '2026-01-02T10:00:30.000Z'],
      ['two', '2026-01-02T10:02:00.000Z'],
    ] as const) {
      const line = playedLine(id, [userSeat(ANN, 'Ann'), userSeat(BOB, 'Bob the Second')], { endedAt })
      await recordMatch(opened.db, line, checkLine(line))
    }
    await findOrMakePartner(opened.db, { id: ANN, name: 'Ann' }, DEFAULT_AGENT)
    return opened
  }

  const run = (...args: string[]): Promise<Answer> => admin(args, { DATABASE_URL: t.url, SPARRING_DATA: data })
  const said = async (...args: string[]): Promise<string> => {
    const { code, out, err } = await run(...args)
    expect({ code, err }).toEqual({ code: 0, err: '' })
    return out
  }

  describe('does what it says:', () => {
    beforeEach(async () => {
      t = await filled()
    })
    afterEach(() => t.close())

    test('what only looks shows people and matches and changes nothing', async () => {
      const before = await tableRows(t.url)
      expect(await said('users')).toMatch(/^(ann|bob)0{13} .* 2 matches  .*\n(ann|bob)0{13} .* 2 matches  .*\n$/)
      expect(await said('users', 'SECOND')).toMatch(/^bob0{13} .* 2 matches  Bob the Second\n$/)
      expect(await said('show', 'ann')).toMatch(
        /^Ann \(ann0{13}\)\nfirst seen .*\npong: \d+ ± \d+, 2 rated games, . won\npartner .*: Ann’s partner, 1 revisions\ntwo .*\none .*\n$/,
      )
      expect(await said('matches')).toMatch(
        /^two  .*ranked, rated, checked, finished  Ann \d : Bob the Second \d\none  /,
      )
      expect(await said('matches', 'Bob the Second')).toMatch(/^two .*\none .*\n$/)
      expect(await said('match', 'one')).toMatch(
        /^one: ranked, rated, checked, finished\n.* to .*, \d+ ticks\nseat 0: Ann \(ann0{13}\), score \d, place \d, rating \d+ → \d+\nseat 1: Bob/,
      )
      expect(await tableRows(t.url)).toEqual(before)
    })

    test('ban and unban keep a person out and let them in again', async () => {
      expect(await said('ban', 'ann')).toBe(`Ann (${ANN}) is banned.\n`)
      expect(await said('show', ANN)).toMatch(/^Ann \(ann0{13}\), banned since /)
      expect(await t.db.exclusion.findMany()).toMatchObject([{ userId: ANN, kind: 'banned' }])
      expect(await said('unban', ANN)).toBe(`Ann (${ANN}) may come in again.\n`)
      expect(await t.db.exclusion.count()).toBe(0)
      const guest = 'ab'.repeat(16)
      expect(await said('ban', guest)).toBe(`A guest of whom nothing is kept (${guest}) is banned.\n`)
      expect(await t.db.exclusion.findMany()).toMatchObject([{ userId: guest, kind: 'banned' }])
    })

    test('rename gives a person and their partner another name', async () => {
      expect(await said('rename', 'Ann', 'Annika', 'of', 'Oslo')).toBe(`Ann (${ANN}) is called Annika of Oslo now.\n`)
      expect(await t.db.user.findUnique({ where: { id: ANN } })).toMatchObject({ name: 'Annika of Oslo' })
      expect(await t.db.agent.findFirst({ where: { ownerId: ANN } })).toMatchObject({
        name: 'Annika of Oslo’s partner',
      })
    })

    test('delete takes a person away for good, and leaves their matches', async () => {
      expect(await said('delete', 'Ann', '--yes')).toBe(`Ann (${ANN}) is deleted.\n`)
      expect(await t.db.user.findMany({ select: { id: true } })).toEqual([{ id: BOB }])
      expect(await t.db.agent.count({ where: { kind: 'partner' } })).toBe(0)
      expect(await said('match', 'one')).toContain('seat 0: Deleted player (nobody)')
    })

    test('void takes a match out of the count once, and the ratings with it', async () => {
      expect(await said('void', 'two')).toBe('The match two is void; 2 ratings have changed.\n')
      expect(await said('match', 'two')).toMatch(/^two: ranked, void, finished\n/)
      expect(await said('show', 'Ann')).toContain(', 1 rated games, ')
      const before = await tableRows(t.url)
      expect(await run('void', 'two')).toEqual({ code: 1, out: '', err: 'There is no match two that counts.\n' })
      expect(await tableRows(t.url)).toEqual(before)
    })

    test('retry hands what was set aside to the next start', async () => {
      const journal = join(data, 'journal')
      const reader = new JournalReader(journal)
      await reader.reject('{"a":1}')
      expect(await said('retry')).toBe('1 results are tried again when the server starts.\n')
      expect(await reader.rejected()).toBe(0)
      expect(await readdir(join(journal, 'again'))).toHaveLength(1)
      expect(await said('retry')).toBe('0 results are tried again when the server starts.\n')
    })
  })

  describe('refuses in a sentence with exit code 1, and changes nothing:', () => {
    beforeAll(async () => {
      t = await filled()
    })
    afterAll(() => t.close())

    test.concurrent.each([
      ['without a command', [], /^Usage: npm run admin -- COMMAND\n/],
      ['with a command that there is not', ['constructor'], /^Usage: npm run admin -- COMMAND\n/],
      ['ban with the words of a name apart', ['ban', 'Ann', 'the', 'Second'], /^Usage: npm run admin -- ban USER\n/],
      ['ban of nobody', ['ban', 'Eve'], /^There is nobody with the id or the name Eve\.\n$/],
      ['rename without a name', ['rename', 'Ann'], /^Usage: npm run admin -- rename USER NAME\n$/],
      ['rename to the name of somebody', ['rename', 'Ann', 'B0b the second'], /^Somebody has this name/],
      [
        'delete without --yes',
        ['delete', 'Ann'],
        /^This cannot be undone\. To delete Ann \(ann0{13}\), add --yes\.\n$/,
      ],
      ['match without an id', ['match'], /^Usage: npm run admin -- match ID\n$/],
      ['match that there is not', ['match', 'none'], /^There is no match none\.\n$/],
      ['void of two', ['void', 'one', 'two'], /^Usage: npm run admin -- void ID\n$/],
      ['void of a match that there is not', ['void', 'none'], /^There is no match none that counts\.\n$/],
    ])('%s', async (_, args, sentence) => {
      const before = await tableRows(t.url)
      const { code, out, err } = await run(...args)
      expect({ code, out }).toEqual({ code: 1, out: '' })
      expect(err).toMatch(sentence)
      expect(await tableRows(t.url)).toEqual(before)
    })

    test('a name that two people had before names were unique, with their ids', async () => {
      await t.db.user.create({ data: { id: 'eve0000000000000', name: 'ANN' } })
      const before = await tableRows(t.url)
      const { code, err } = await run('ban', 'Ann')
      expect(code).toBe(1)
      expect(err).toMatch(/^Several people are called Ann: \w+, \w+\. Give an id\.\n$/)
      expect(await tableRows(t.url)).toEqual(before)
    })
  })
})

test('through npm, without DATABASE_URL, it opens the embedded database of a stopped server, and leaves the folder free', async () => {
  const data = await mkdtemp(join(tmpdir(), 'sparring-admin-'))
  const env = { DATABASE_URL: '', SPARRING_DATA: data }
  try {
    expect(await adminByNpm(['users'], env)).toEqual({
      code: 1,
      out: '',
      err: `There is no data of Sparring in ${data}.\n`,
    })
    openDataFolder(data).release()
    expect(await adminByNpm(['users'], env)).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringMatching(/no embedded database/),
    })
    await copyNewDatabase(join(data, 'pg'))
    expect(await adminByNpm(['users'], env)).toEqual({ code: 0, out: 'Nobody.\n', err: '' })
    openDataFolder(data).release()
  } finally {
    await rm(data, { recursive: true, force: true })
  }
})

describe('beside a running server', () => {
  let sparring: WholeSparring
  const guests: Guest[] = []
  beforeAll(async () => {
    sparring = await WholeSparring.start()
  })
  afterEach(() => {
    for (const guest of guests.splice(0)) guest.close()
  })
  afterAll(() => sparring.close())

  const run = (...args: string[]): Promise<Answer> =>
    admin(args, { DATABASE_URL: '', SPARRING_DATA: sparring.dataFolder })
  /** Somebody whose match has ended and is recorded. */
  async function played(number: number): Promise<Guest> {
    const guest = await Guest.connect(sparring, number)
    guests.push(guest)
    await guest.play()
    await guest.giveUp()
    await expect.poll(() => guest.recorded(), { timeout: 30_000 }).toBe('left')
    return guest
  }

  test('a match that was just played can be seen and made void, and is void for its players at once', async () => {
    const { match, userId } = await played(1)
    expect((await run('matches', userId)).out).toMatch(new RegExp(`^${match}  .*sparring, checked, left  Guest 1`))
    expect(await run('void', match)).toEqual({
      code: 0,
      out: `The match ${match} is void; 0 ratings have changed.\n`,
      err: '',
    })
    expect((await run('match', match)).out).toMatch(new RegExp(`^${match}: sparring, void, left\n`))
    const response = await fetch(`${sparring.origin}/api/matches/${match}`)
    expect(await response.json()).toMatchObject({ match: { status: 'void' } })
  })

  test('a person who is renamed plays on under the new name, one who is deleted or banned is out', async () => {
    const [ann, bob] = [await played(2), await played(3)]
    expect(await run('rename', ann.userId, 'Annika')).toMatchObject({ code: 0, err: '' })
    await ann.play()
    const response = await fetch(`${sparring.origin}/api/live`)
    expect(JSON.stringify(await response.json())).toContain('Annika')
    const cut = [ann.cut(), bob.cut()]
    expect(await run('ban', 'Annika')).toMatchObject({ code: 0, err: '' })
    expect(await run('delete', bob.userId, '--yes')).toMatchObject({ code: 0, err: '' })
    await Promise.all(cut)
    expect((await run('show', bob.userId)).err).toBe(`There is nobody with the id or the name ${bob.userId}.\n`)
  })

  test('a result that was set aside is tried again by the running server, and set aside again', async () => {
    const reader = new JournalReader(join(sparring.dataFolder, 'journal'))
    await reader.reject('{"a":1}')
    expect(await run('retry')).toEqual({ code: 0, out: '1 results are tried again within seconds.\n', err: '' })
    await expect.poll(() => reader.rejected(), { timeout: 30_000 }).toBe(1)
  })
})
