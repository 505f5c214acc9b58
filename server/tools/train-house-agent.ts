import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { schoolSettings } from '../../game/learn/algorithms/index.ts'
import { Schooling } from '../../game/learn/practice/schooling.ts'
import { startBackend } from '../../game/nets/tfjs/start-backend.ts'
import { weightsToBytes } from '../../game/nets/hash.ts'
import { DEFAULT_TASK } from '../../game/tasks/default-task.ts'
import { taskById } from '../../game/tasks/index.ts'
import { nodeWasmFiles } from '../models/node-wasm-files.ts'
import { HOUSE_AGENTS_FOLDER, readHouseAgents } from '../store/house-agent-file.ts'
import { GRADES, houseAgentFile, houseSchool, reactionOf, type Grade } from './house-school.ts'

/** Makes the house agents, from nothing, with the code that also runs in the page:
 *
 *     node --import tsx server/tools/train-house-agent.ts newborn
 *     node --import tsx server/tools/train-house-agent.ts minute
 *     node --import tsx server/tools/train-house-agent.ts best
 *
 *  and writes their files in game/agents, again and again as they learn: of all its examinations the weights of the best, for whoever learns against
 *  others long enough can forget what it could. `--task ID` makes those of another task, `--seconds N` trains for another
 *  time, `--seed N` from another beginning, `--from GRADE` from the weights of another of the task's house agents. The
 *  time is a processor's at training: whatever else the machine does, and without the examinations. */

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    task: { type: 'string', default: DEFAULT_TASK },
    seconds: { type: 'string' },
    from: { type: 'string' },
    seed: { type: 'string', default: '1' },
  },
})
const isGrade = (name: string | undefined): name is Grade => name !== undefined && Object.hasOwn(GRADES, name)
const id = positionals[0]
if (!isGrade(id)) {
  process.stderr.write(`Name one of ${Object.keys(GRADES).join(', ')}.\n`)
  process.exit(1)
}
const task = taskById(values.task)
const grade = GRADES[id]
const agents = (await readHouseAgents()).filter((agent) => agent.task === task.id)
const { name, description } = agents.find((agent) => agent.id === id) ?? grade
const from = values.from === undefined ? null : agents.find((agent) => agent.id === values.from)
if (from === undefined) throw new Error(`${task.id} has no house agent "${values.from}" to go on from`)
const reactionTicks = reactionOf(task, id)
const seconds = Number(values.seconds ?? grade.seconds)
const seed = Number(values.seed)
const file = houseAgentFile(task, id)
const ofTask = task.id === DEFAULT_TASK ? '' : ` --task ${task.id}`
const goingOn = from ? ` --from ${from.id}` : ''
const say = (line: string): void => void process.stdout.write(`${line}\n`)

await startBackend('wasm', { wasmFiles: nodeWasmFiles, threads: 1 })
const config = { ...houseSchool(task, seed, seconds), ...(from && { weights: from.weights }) }
const schooling = new Schooling(config)
const { learner } = schooling
/** Null: it plays alone, where nothing but its own score counts. */
const rivals = task.scoring.ranked === 'score' ? [null] : task.builtIns.map(({ strength }) => strength)
const exam = { options: task.quickGame, reactionTicks }
const figuresOf = (report: Readonly<Record<string, number>>): string =>
  Object.entries(learner.entry.figures)
    .map(([figure, { name: called }]) => `${called} ${(report[figure] ?? Number.NaN).toPrecision(3)}`)
    .join(', ')
/** Whoever goes on has explored already. */
const first = from ? 0.5 : 1
/** What did best so far: its margins together, and its weights. */
let best = { margins: -Infinity, weights: learner.weights.slice() }
let trained = 0
let told = 0
while (trained < seconds) {
  learner.configure(schoolSettings(first * Math.max(0, 1 - trained / seconds)))
  const before = processorSeconds()
  const { report } = await schooling.round()
  trained += processorSeconds() - before
  if (trained - told < Math.max(15, seconds / 15)) continue
  told = trained
  const margins: string[] = []
  let sum = 0
  for (const rival of rivals) {
    const { margin } = await schooling.examine(rival, { ...exam, games: 50, seed: 7 })
    margins.push(`${rival ?? 'alone'} ${margin.toFixed(1)}`)
    sum += margin
  }
  say(`${told.toFixed(0)} s, ${learner.decisions} decisions, margin: ${margins.join(', ')}; ${figuresOf(report)}`)
  if (sum < best.margins) continue
  best = { margins: sum, weights: learner.weights.slice() }
  await save()
}
if (best.margins > -Infinity) learner.loadWeights(best.weights)
for (const rival of rivals) {
  const { margin, games } = await schooling.examine(rival, { ...exam, games: 50, seed: 11 })
  const against = rival === null ? 'alone' : `against ${rival}`
  say(`${name} ${against}, reaction ${reactionTicks} ticks: mean margin ${margin.toFixed(2)} in ${games} quick games`)
}
await save()
say(`Wrote game/agents/${file}`)
schooling.dispose()

/** Writes the file as far as it has come: what was learned stays if the training is broken off. */
async function save(): Promise<void> {
  const content = {
    id,
    name,
    description,
    task: task.id,
    taskVersion: task.version,
    observation: config.observation,
    spec: config.spec,
    reactionTicks,
    madeBy: `node --import tsx server/tools/train-house-agent.ts ${id}${ofTask} --seconds ${seconds} --seed ${seed}${goingOn}`,
    weights: Buffer.from(weightsToBytes(learner.weights)).toString('base64'),
  }
  await writeFile(new URL(file, HOUSE_AGENTS_FOLDER), `${JSON.stringify(content, null, 2)}\n`)
}

/** Seconds for which the processors have worked for this process. */
function processorSeconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}
