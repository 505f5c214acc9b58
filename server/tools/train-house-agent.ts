import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { Schooling } from '../../game/learn/practice/schooling.ts'
import { startBackend } from '../../game/nets/tfjs/start-backend.ts'
import { weightsToBytes } from '../../game/nets/hash.ts'
import { densePolicy, type PolicySpec } from '../../game/nets/spec.ts'
import { pong } from '../../game/tasks/pong/pong.ts'
import { nodeWasmFiles } from '../models/node-wasm-files.ts'

/** Makes the house agents, from nothing, with the code that also runs in the page:
 *
 *     node --import tsx server/tools/train-house-agent.ts newborn
 *     node --import tsx server/tools/train-house-agent.ts minute
 *     node --import tsx server/tools/train-house-agent.ts best
 *
 *  and writes game/agents/NAME.json. `--seconds N` trains for another time, `--seed N` from another beginning. The time is that of one
 *  core, whatever else the machine does. */

const AGENTS = {
  newborn: {
    name: 'Newborn',
    description: 'Has never played. Its moves are chance, until you teach it some.',
    seconds: 0,
    reactionTicks: 4,
  },
  minute: {
    name: 'Minute',
    description: 'Trained for one minute. Knows where the ball is going, and not yet what to do about you.',
    seconds: 60,
    reactionTicks: 6,
  },
  best: {
    name: 'Veteran',
    description: 'The longest in training. Returns nearly everything, and aims.',
    seconds: 500,
    reactionTicks: 8,
  },
} as const

const SPEC: PolicySpec = densePolicy({ inputs: 8, hidden: [64, 64], activation: 'tanh', outputs: 3 })

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { seconds: { type: 'string' }, seed: { type: 'string', default: '1' } },
})
const id = positionals[0]
if (id !== 'newborn' && id !== 'minute' && id !== 'best') {
  process.stderr.write('Name one of newborn, minute, best.\n')
  process.exit(1)
}
const agent = AGENTS[id]
const seconds = Number(values.seconds ?? agent.seconds)
const seed = Number(values.seed)
const say = (line: string): void => void process.stdout.write(`${line}\n`)

await startBackend('wasm', { wasmFiles: nodeWasmFiles, threads: 1 })
const schooling = new Schooling({
  task: pong,
  observation: 'state',
  spec: SPEC,
  seed,
  builtIns: { easy: 4, middle: 16, hard: 20 },
  self: 16,
  past: 56,
  longestReactionTicks: 12,
  rememberEvery: 60,
  algorithm: { id: 'ppo', settings: { minibatchSize: 1024, epochs: 3 } },
})
const { learner } = schooling
const started = process.cpuUsage()
const elapsed = (): number => {
  const { user, system } = process.cpuUsage(started)
  return (user + system) / 1e6
}
let told = 0
while (elapsed() < seconds) {
  // Explore and learn fast at first, then settle.
  const left = Math.max(0, 1 - elapsed() / seconds)
  learner.configure({ learningRate: 2e-4 + 1.8e-3 * left, entropyBonus: 0.003 + 0.017 * left })
  const { report } = await schooling.round()
  if (elapsed() - told < Math.max(10, seconds / 20)) continue
  told = elapsed()
  const margins: string[] = []
  for (const { strength } of pong.builtIns) {
    const { margin } = await schooling.examine(strength, {
      games: 20,
      options: { target: 21 },
      seed: 7,
      reactionTicks: agent.reactionTicks,
    })
    margins.push(`${strength} ${margin.toFixed(1)}`)
  }
  say(
    `${told.toFixed(0)} s, ${learner.decisions} decisions, margin to 21: ${margins.join(', ')}; ` +
      `entropy ${report['entropy']!.toFixed(2)}, KL ${report['kl']!.toFixed(4)}, explained ${report['explainedVariance']!.toFixed(2)}`,
  )
}
for (const { strength } of pong.builtIns)
  for (const reactionTicks of [0, agent.reactionTicks]) {
    const { margin } = await schooling.examine(strength, {
      games: 100,
      options: { target: 21 },
      seed: 11,
      reactionTicks,
    })
    say(
      `${agent.name} against ${strength}, reaction ${reactionTicks} ticks: mean margin ${margin.toFixed(2)} in 100 games to 21`,
    )
  }

const file = new URL(`../../game/agents/${id}.json`, import.meta.url)
const content = {
  id,
  name: agent.name,
  description: agent.description,
  task: pong.id,
  taskVersion: pong.version,
  observation: 'state',
  spec: SPEC,
  reactionTicks: agent.reactionTicks,
  madeBy: `node --import tsx server/tools/train-house-agent.ts ${id} --seconds ${seconds} --seed ${seed}`,
  weights: Buffer.from(weightsToBytes(learner.weights)).toString('base64'),
}
await writeFile(file, `${JSON.stringify(content, null, 2)}\n`)
say(`Wrote game/agents/${id}.json`)
schooling.dispose()
