import { tasks } from '../../game/tasks/index.ts'
import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hashWeights } from '../../game/nets/hash.ts'
import { seed } from '../../server/store/seed.ts'
import { backup } from '../../server/backup/backup.ts'
import { dataFiles } from '../../server/backup/data-files.ts'
import { restore } from '../../server/backup/restore.ts'
import { checkLine } from '../../server/jobs/check-line.ts'
import { recordMatch } from '../../server/jobs/record-match.ts'
import { openDataFolder } from '../../server/store/data-folder.ts'
import { DEFAULT_AGENT, houseAgentId } from '../../server/base/ids.ts'
import { JournalWriter } from '../../server/store/journal.ts'
import { leaderboard } from '../../server/store/leaderboard.ts'
import { findOrMakePartner } from '../../server/store/partners.ts'
import { createUser } from '../../server/store/users.ts'
import { readWeights } from '../../server/store/weights.ts'
import { databaseKinds, type TestDatabase } from '../support/database.ts'
import { testHouseAgents } from '../support/house-agents.ts'
import { playedLine, userSeat } from '../support/journal-lines.ts'
import { tableRows } from '../support/table-rows.ts'

/** Embedded → archive → each kind of database → archive → embedded, with a data folder beside. */
const ANN = 'ann0000000000000'
const BOB = 'bob0000000000000'
const KEEP = { replace: false, files: true }

let folder = ''
let source: TestDatabase
let sourceData = ''
let archive = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sparring-backup-'))
  sourceData = join(folder, 'source')
  openDataFolder(sourceData).release()
  // As a server leaves it: matches that were being played there, and nowhere else.
  await writeFile(join(sourceData, 'running-matches'), `${'a'.repeat(32)}\n`)
  source = await databaseKinds[0]!.open()
  await fill(source)
  await new JournalWriter(join(sourceData, 'journal'), Date.now).append(played('waits'))
  archive = join(folder, 'first.gz')
})
afterAll(async () => {
  await source.close()
  await rm(folder, { recursive: true, force: true })
})

const played = (id: string): ReturnType<typeof playedLine> =>
  playedLine(id, [userSeat(ANN, 'Ann "A" \\ ñ\n'), userSeat(BOB, 'Bob')])

async function fill({ db }: TestDatabase): Promise<void> {
  await seed(db, tasks, testHouseAgents)
  for (const [id, name] of [
    [ANN, 'Ann'],
    [BOB, 'Bob'],
  ] as const)
    await createUser(db, { id, name })
  for (const id of ['one', 'two', 'three']) await recordMatch(db, played(id), checkLine(played(id)))
  await findOrMakePartner(db, { id: ANN, name: 'Ann' }, DEFAULT_AGENT)
}

async function journalOf(dataFolder: string): Promise<string> {
  const [file] = (await dataFiles(dataFolder)).filter((path) => path.startsWith('journal/'))
  return readFile(join(dataFolder, file ?? ''), 'utf8')
}

test.each(databaseKinds)(
  'a round trip through $name keeps every row, the board, the weights and what waits',
  async ({ open }) => {
    const first = await backup(source.url, sourceData, archive, 0)
    expect(first).toMatchObject({ files: 2, rows: { User: 2, Match: 3, MatchSeat: 6 } })
    const [there, back] = [await open(), await databaseKinds[0]!.open()]
    const [thereData, backData] = [await mkdtemp(join(folder, 'there-')), await mkdtemp(join(folder, 'back-'))]
    expect(await restore(archive, there.url, thereData, KEEP)).toEqual(first)
    const second = join(thereData, '../second.gz')
    await backup(there.url, thereData, second, 0)
    await restore(second, back.url, backData, KEEP)

    const before = await tableRows(source.url)
    expect(before.User).toHaveLength(2)
    expect(await tableRows(there.url)).toEqual(before)
    expect(await tableRows(back.url)).toEqual(before)
    const query = { task: 'pong', who: 'both', me: ANN } as const
    expect(await leaderboard(back.db, query)).toEqual(await leaderboard(source.db, query))
    const partner = await findOrMakePartner(back.db, { id: ANN, name: 'Ann' }, houseAgentId('pong', 'best'))
    const bytes = await readWeights(back.db, partner?.headHash ?? '')
    expect(hashWeights(new Float32Array(Uint8Array.from(bytes ?? []).buffer))).toBe(partner?.headHash)
    expect(await journalOf(backData)).toBe(await journalOf(sourceData))
    expect(await readFile(join(backData, 'secret'), 'utf8')).toBe(await readFile(join(sourceData, 'secret'), 'utf8'))
    await Promise.all([there.close(), back.close()])
  },
)

test('a backup that was cut off or changed is refused, and nothing is changed', async () => {
  await backup(source.url, sourceData, archive, 0)
  const whole = await readFile(archive)
  const text = gunzipSync(whole).toString('utf8')
  const broken: Record<string, Buffer> = {
    cut: whole.subarray(0, whole.length - 2_000),
    'without its end': gzipSync(text.slice(0, text.lastIndexOf('{"end"'))),
    changed: gzipSync(text.replace('"Bob"', '"Eve"')),
    other: Buffer.from('hello'),
  }
  const target = await databaseKinds[0]!.open()
  const data = await mkdtemp(join(folder, 'data-'))
  const before = await tableRows(target.url)
  for (const [name, bytes] of Object.entries(broken)) {
    const file = join(folder, `${name}.gz`)
    await writeFile(file, bytes)
    await expect(restore(file, target.url, data, KEEP), name).rejects.toThrow(/damaged or cut off/)
  }
  const newer = join(folder, 'newer.gz')
  await writeFile(newer, gzipSync(text.replace('"format":1', '"format":2')))
  await expect(restore(newer, target.url, data, KEEP)).rejects.toThrow(/newer Sparring/)
  await expect(restore(join(folder, 'none.gz'), target.url, data, KEEP)).rejects.toThrow(/There is no file/)
  expect(await tableRows(target.url)).toEqual(before)
  await target.close()
})

test('a place that is not empty is left alone unless told, and a restore that fails on the way changes nothing', async () => {
  await backup(source.url, sourceData, archive, 0)
  const target = await databaseKinds[0]!.open()
  const data = await mkdtemp(join(folder, 'data-'))
  await createUser(target.db, { id: 'eve0000000000000', name: 'Eve' })
  const before = await tableRows(target.url)
  await expect(restore(archive, target.url, data, KEEP)).rejects.toThrow(/not empty: add --replace/)
  expect(await tableRows(target.url)).toEqual(before)

  // A row that refers to a user who is not there is found only when the references are put back.
  const lines = gunzipSync(await readFile(archive))
    .toString('utf8')
    .split('\n')
    .slice(0, -2)
  const orphaned = lines.filter((line) => !line.startsWith('["User"') || !line.includes(BOB))
  const body = `${orphaned.join('\n')}\n`
  const end = { lines: orphaned.length, sha256: createHash('sha256').update(body).digest('hex') }
  const file = join(folder, 'orphaned.gz')
  await writeFile(file, gzipSync(`${body}${JSON.stringify({ end })}\n`))
  await expect(restore(file, target.url, data, { replace: true, files: true })).rejects.toThrow(/foreign key/)
  expect(await tableRows(target.url)).toEqual(before)

  await restore(archive, target.url, data, { replace: true, files: true })
  expect(await tableRows(target.url)).toEqual(await tableRows(source.url))
  await target.close()
})

test('a backup that cannot be finished leaves no file', async () => {
  const file = join(folder, 'away.gz')
  await expect(backup('postgresql://nobody@127.0.0.1:1/none', sourceData, file, 0)).rejects.toThrow(/ECONNREFUSED/)
  await expect(truncate(file)).rejects.toThrow(/ENOENT/)
  await expect(truncate(`${file}.part`)).rejects.toThrow(/ENOENT/)
})

const textOf = async (file: string): Promise<string> => gunzipSync(await readFile(file)).toString('utf8')

test('which matches a server plays is its own: it is not backed up, and left out of an earlier backup that holds it', async () => {
  await backup(source.url, sourceData, archive, 0)
  const text = await textOf(archive)
  expect(text).not.toContain('running-matches')

  const [head, ...rest] = text.split('\n').slice(0, -2)
  const body = `${[head, '{"file":"running-matches","base64":"YWJj"}', ...rest].join('\n')}\n`
  const end = { lines: rest.length + 2, sha256: createHash('sha256').update(body).digest('hex') }
  const earlier = join(folder, 'earlier.gz')
  await writeFile(earlier, gzipSync(`${body}${JSON.stringify({ end })}\n`))
  const target = await databaseKinds[0]!.open()
  const data = await mkdtemp(join(folder, 'data-'))
  // What a server that has stopped left there is nothing to lose.
  await writeFile(join(data, 'running-matches'), '')
  await restore(earlier, target.url, data, KEEP)
  expect(await dataFiles(data)).toEqual(await dataFiles(sourceData))
  expect(await readFile(join(data, 'running-matches'), 'utf8')).toBe('')
  await target.close()
})

test('a backup says the same whatever a client has set in the one session of the embedded database', async () => {
  await backup(source.url, sourceData, archive, 0)
  const before = await textOf(archive)
  const client = new Client({ connectionString: source.url })
  await client.connect()
  await client.query("SET bytea_output = 'escape'; SET TimeZone = 'Asia/Tokyo'; SET extra_float_digits = -4")
  const second = join(folder, 'second-session.gz')
  await backup(source.url, sourceData, second, 0)
  await client.query('RESET ALL')
  await client.end()
  expect(await textOf(second)).toBe(before)
})
