import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { access, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { promisify } from 'node:util'

/**
 * Writes the Prisma client into `prisma/generated` of the project at `root`, unless it is already there for this schema and this
 * version of Prisma. Returns whether it had to. Throws with Prisma's own words when the schema is wrong.
 *
 * The command line insists on a native schema engine that it would download, and never runs it to generate: any existing file
 * satisfies it.
 * @param {string} root the folder that holds package.json
 * @returns {Promise<boolean>}
 */
export async function generateClient(root) {
  const require = createRequire(join(root, 'package.json'))
  const manifest = require.resolve('prisma/package.json')
  const schema = await readFile(join(root, 'prisma/schema.prisma'))
  const { version, bin } = JSON.parse(await readFile(manifest, 'utf8'))
  const stamp = createHash('sha256').update(schema).update(version).digest('hex')
  const output = join(root, 'prisma/generated')
  const stampFile = join(output, '.stamp')
  const made = await readFile(stampFile, 'utf8').catch(() => '')
  if (made === stamp && (await exists(join(output, 'client.ts')))) return false

  await rm(output, { recursive: true, force: true })
  const cli = join(manifest, '..', typeof bin === 'string' ? bin : bin.prisma)
  const env = {
    ...process.env,
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    CHECKPOINT_DISABLE: '1',
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
  }
  await promisify(execFile)(process.execPath, [cli, 'generate', '--no-hints'], { cwd: root, env }).catch((error) => {
    throw new Error(`Prisma could not generate its client: ${error.stderr || error.message}`)
  })
  await writeFile(stampFile, stamp)
  return true
}

/** @param {string} path */
const exists = (path) =>
  access(path).then(
    () => true,
    () => false,
  )
