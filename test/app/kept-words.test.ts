import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { KEPT_FOR, KEPT_HERE, KEPT_ON_SERVER } from '../../app/privacy/kept-words.ts'
import { LIMITS } from '../../server/base/limits.ts'
import { TOMBSTONE_DAYS } from '../../server/store/exclusions.ts'
import { SCORE_DAYS } from '../../server/store/retention.ts'

/** Tables in which nothing is of anybody, by their names, each with the reason. */
const OF_NOBODY: Record<string, string> = {}

const schema = readFileSync(new URL('../../prisma/schema.prisma', import.meta.url), 'utf8')
const tables = [...schema.matchAll(/^model (\w+)/gm)].map(([, name]) => name!)

test('the page on what is kept names what lies in each table of the database, once', () => {
  const named = [...KEPT_ON_SERVER.flatMap((line) => line.tables), ...Object.keys(OF_NOBODY)]
  expect(named.toSorted()).toEqual(tables.toSorted())
})

test('it names what lies under each name in the browser’s storage, once', () => {
  const app = new URL('../../app/', import.meta.url)
  const stores = readdirSync(app, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => ({ path, text: readFileSync(new URL(path, app), 'utf8') }))
    .filter(({ text }) => /\b(local|session)Storage\b/.test(text))
    .map(({ path, text }) => ({ path, keys: [...text.matchAll(/'(sparring\.[\w.-]+)'/g)].map(([, key]) => key!) }))
  expect(stores.filter(({ keys }) => keys.length === 0)).toEqual([])
  const kept = new Set(stores.flatMap(({ keys }) => keys))
  expect(KEPT_HERE.flatMap(({ keys }) => keys).toSorted()).toEqual([...kept].toSorted())
})

test.each([
  ['Other matches', `newest ${LIMITS.unratedPerGuest},`],
  ['Other matches', `within ${LIMITS.shortMatchSeconds} seconds`],
  ['The daily board', `${LIMITS.dailyDays} days.`],
  ['Scores by day', `${SCORE_DAYS} days`],
  ['That you left', `${TOMBSTONE_DAYS} days`],
])('of “%s” it says how long the server keeps them: %s', (what, words) => {
  expect(KEPT_FOR.find((line) => line.what === what)?.text).toContain(words)
})
