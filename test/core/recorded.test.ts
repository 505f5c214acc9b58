import { readdir, readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { checkLog } from '../../game/core/check-log.ts'
import { decodeLog } from '../../game/core/match-log.ts'
import { taskOf } from '../../game/tasks/index.ts'

/** Matches as they were recorded by earlier code, one file each: they are read and agree for ever. */
const folder = new URL('./recorded/', import.meta.url)

test('every match that was recorded by earlier code still comes to what its log says', async () => {
  const files = await readdir(folder)
  expect(files).toContain('pong-v1.log')
  for (const file of files) {
    const log = decodeLog(await readFile(new URL(file, folder)))
    expect(log.footer.ticks).toBeGreaterThan(0)
    expect(checkLog(taskOf(log.header.task, log.header.version), log)).toEqual({ ok: true })
  }
})
