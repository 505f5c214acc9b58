import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { hashWeights, weightsFromBytes, weightsToBytes } from '../../game/nets/hash.ts'
import type { NewRevision } from './pending-pushes.ts'

/** Revisions that were accepted while the database was away, on disk until it has them: one file each, a line of JSON and then the weights
 *  (little-endian float32). */
const SUFFIX = '.revision'
const UNFINISHED = '.new'

const Head = z.object({
  agentId: z.string(),
  id: z.string(),
  number: z.number().int(),
  hash: z.string(),
  baseHash: z.string(),
  matchId: z.string().nullable(),
  stats: z.unknown(),
})

export class PushSpool {
  constructor(private readonly folder: string) {}

  /** Writes a revision; resolves when the disk has it. Rejects, and keeps nothing, where the disk refuses. */
  async keep(agentId: string, revision: NewRevision): Promise<void> {
    const { weights, ...head } = revision
    const file = join(this.folder, `${agentId}-${String(revision.number).padStart(10, '0')}${SUFFIX}`)
    const line = Buffer.from(`${JSON.stringify({ agentId, ...head })}\n`)
    await mkdir(this.folder, { recursive: true, mode: 0o700 })
    try {
      const handle = await open(file + UNFINISHED, 'w', 0o600)
      try {
        await handle.writeFile(Buffer.concat([line, weightsToBytes(weights)]))
        await handle.sync()
      } finally {
        await handle.close()
      }
      await rename(file + UNFINISHED, file)
    } catch (error) {
      await rm(file + UNFINISHED, { force: true }).catch(() => {})
      throw error
    }
  }

  /** All revisions of the last process, each agent's in order. Files that are damaged are named and left. */
  async read(): Promise<{ kept: { agentId: string; revision: NewRevision }[]; damaged: string[] }> {
    const kept: { agentId: string; revision: NewRevision }[] = []
    const damaged: string[] = []
    for (const name of await this.names()) {
      const bytes = await readFile(join(this.folder, name))
      const found = parse(bytes)
      if (found) kept.push(found)
      else damaged.push(name)
    }
    return { kept, damaged }
  }

  /** Deletes the revisions of an agent: they are stored, or nobody can use them. */
  async drop(agentId: string): Promise<void> {
    for (const name of await this.names())
      if (name.startsWith(`${agentId}-`)) await rm(join(this.folder, name), { force: true })
  }

  private async names(): Promise<string[]> {
    const names = await readdir(this.folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return []
      throw error
    })
    return names.filter((name) => name.endsWith(SUFFIX)).sort()
  }
}

function parse(bytes: Buffer): { agentId: string; revision: NewRevision } | null {
  try {
    const end = bytes.indexOf(10)
    const { agentId, ...head } = Head.parse(JSON.parse(bytes.toString('utf8', 0, end)))
    const weights = weightsFromBytes(bytes.subarray(end + 1))
    return hashWeights(weights) === head.hash ? { agentId, revision: { ...head, weights } } : null
  } catch {
    return null
  }
}
