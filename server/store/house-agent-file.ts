import { readdir, readFile } from 'node:fs/promises'
import { z } from 'zod'
import { hashWeights, weightsFromBytes } from '../../game/nets/hash.ts'
import { PolicySpecSchema } from '../../game/nets/spec-schema.ts'
import { weightCount } from '../../game/nets/spec.ts'

/** A file of `game/agents/`: a house agent as the training command wrote it. */
const HouseAgentFile = z.object({
  id: z.string().regex(/^[a-z0-9-]{1,40}$/),
  name: z.string().min(1).max(40),
  description: z.string().max(400),
  task: z.string(),
  taskVersion: z.number().int(),
  observation: z.string(),
  spec: PolicySpecSchema,
  reactionTicks: z.number().int().min(0).max(120),
  madeBy: z.string(),
  /** Base64 of little-endian float32. */
  weights: z.base64(),
})

export type HouseAgent = Omit<z.infer<typeof HouseAgentFile>, 'weights'> & { weights: Float32Array; hash: string }

export const HOUSE_AGENTS_FOLDER = new URL('../../game/agents/', import.meta.url)

/** The house agents in `folder` (one JSON file each). Throws, naming the file, where one is malformed or its weights do not fit. */
export async function readHouseAgents(folder: URL = HOUSE_AGENTS_FOLDER): Promise<HouseAgent[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort()
  return Promise.all(files.map(async (name) => parseHouseAgent(name, await readFile(new URL(name, folder), 'utf8'))))
}

function parseHouseAgent(file: string, text: string): HouseAgent {
  const parsed = HouseAgentFile.safeParse(JSON.parse(text))
  if (!parsed.success) throw new Error(`game/agents/${file} is no house agent: ${z.prettifyError(parsed.error)}`)
  const weights = weightsFromBytes(Buffer.from(parsed.data.weights, 'base64'))
  const count = weightCount(parsed.data.spec)
  if (weights.length !== count) {
    throw new Error(`game/agents/${file} holds ${weights.length} weights; its network has ${count}.`)
  }
  return { ...parsed.data, weights, hash: hashWeights(weights) }
}
