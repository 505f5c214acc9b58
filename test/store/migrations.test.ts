import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { MIGRATIONS_FOLDER, readMigrations } from '../../server/store/migrations.ts'
import { SCHEMA_FILE } from '../../server/store/schema-engine.ts'

test('the migrations lead to the schema: after a change, node --import tsx server/tools/new-migration.ts NAME', async () => {
  const newest = (await readMigrations()).migrationDirectories.at(-1)!
  expect(newest.path).toMatch(/^\d{14}_[a-z0-9_]+$/)
  const reached = await readFile(new URL(`${newest.path}/schema.prisma`, MIGRATIONS_FOLDER), 'utf8')
  expect(reached).toBe(await readFile(SCHEMA_FILE, 'utf8'))
})
