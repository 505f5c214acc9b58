import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import type * as Mini from 'zod/mini'
import { pickSchemas } from '../../server/pick-schemas.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))

test('of zod the page gets what its sources call, reads replies with it, and gets nothing else', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sparring-schemas-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const file = join(folder, 'zod-mini.mjs')
  await pickSchemas(root, file)
  const picked: typeof Mini = await import(pathToFileURL(file).href)
  expect(Object.keys(picked)).toEqual(expect.arrayContaining(['object', 'int', 'discriminatedUnion', 'iso', 'enum']))
  expect(Object.keys(picked)).not.toContain('email')
  expect(Object.keys(picked)).not.toContain('map')
  const schema = picked.object({ at: picked.iso.datetime(), kind: picked.enum(['house', 'partner']) })
  expect(schema.safeParse({ at: '2026-11-25T20:02:05.000Z', kind: 'house' }).success).toBe(true)
  expect(schema.safeParse({ at: 'yesterday', kind: 'house' }).success).toBe(false)
})
