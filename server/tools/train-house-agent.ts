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
import { GRADES, houseAgentFile, houseSchool, type Grade } from './house-school.ts'

/** Makes the house agents, from nothing, with the code that also runs in the page:
 *
 *     node --import tsx server/tools/train-house-agent.ts newborn
 *     node --import tsx server/tools/train-house-agent.ts minute
 *     node --import tsx server/tools/train-house-agent.ts best
 *
 *  and writes their files in game/agents. `--task ID` makes those of another task, `--seconds N` trains for another time, `--seed N` from
 *  another beginning. The time is that of one core, whatever else the machine does. */

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    task: { type: 'string', default: DEFAULT_TASK },
    seconds: { type: 'string' },
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
const { name, description } =
  (await readHouseAgents()).find((agent) => agent.task === task.id && agent.id === id) ?? grade
const reactionTicks = Math.round(task.longestReactionTicks * grade.handicap)
const seconds = Number(values.seconds ?? grade.seconds)
const seed = Number(values.seed)
const say = (line: string): void => void process.stdout.write(`${line}\n`)

await startBackend('wasm', { wasmFiles: nodeWasmFiles, threads: 1 })
const config = houseSchool(task, seed)
const schooling = new Schooling(config)
const { learner } = schooling
/** Null: it plays alone. */
const rivals = task.seats.max === 1 ? [null] : task.builtIns.map(({ strength }) => strength)
const exam = { options: task.quickGame, reactionTicks }
const started = process.cpuUsage()
const elapsed = (): number => {
  const { user, system } = process.cpuUsage(started)
  return (user + system) / 1e6
}
let told = 0
while (elapsed() < seconds) {
  learner.configure(schoolSettings(Math.max(0, 1 - elapsed() / seconds)))
  const { report } = await schooling.round()
  if (elapsed() - told < Math.max(10, seconds / 20)) continue
  told = elapsed()
  const margins: string[] = []
  for (const rival of rivals) {
    const { margin } = await schooling.examine(rival, { ...exam, games: 20, seed: 7 })
    margins.push(`${rival ?? 'alone'} ${margin.toFixed(1)}`)
  }
  const figures = Object.entries(learner.entry.figures).map(
    ([figure, { name: called }]) => `${called} ${(report[figure] ?? Number.NaN).toPrecision(3)}`,
  )
  say(`${told.toFixed(0)} s, ${learner.decisions} decisions, margin: ${margins.join(', ')}; ${figures.join(', ')}`)
}
for (const rival of rivals)
  for (const ticks of new Set([0, reactionTicks])) {
    const { margin, games } = await schooling.examine(rival, { ...exam, games: 100, seed: 11, reactionTicks: ticks })
    const against = rival === null ? 'alone' : `against ${rival}`
    say(`${name} ${against}, reaction ${ticks} ticks: mean margin ${margin.toFixed(2)} in ${games} quick games`)
  }

const file = houseAgentFile(task, id)
const ofTask = task.id === DEFAULT_TASK ? '' : ` --task ${task.id}`
const content = {
  id,
  name,
  description,
  task: task.id,
  taskVersion: task.version,
  observation: config.observation,
  spec: config.spec,
  reactionTicks,
  madeBy: `node --import tsx server/tools/train-house-agent.ts ${id}${ofTask} --seconds ${seconds} --seed ${seed}`,
  weights: Buffer.from(weightsToBytes(learner.weights)).toString('base64'),
}
await writeFile(new URL(file, HOUSE_AGENTS_FOLDER), `${JSON.stringify(content, null, 2)}\n`)
say(`Wrote game/agents/${file}`)
schooling.dispose()
