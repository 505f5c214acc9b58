import { Session } from 'node:inspector/promises'
import type { Profiler } from 'node:inspector'
import { usualChoice } from '../../game/learn/algorithms/index.ts'
import { SparringTrainer } from '../../game/learn/sparring/sparring-trainer.ts'
import { startBackend } from '../../game/nets/tfjs/start-backend.ts'
import { pong } from '../../game/tasks/pong/pong.ts'
import { nodeWasmFiles } from '../../server/models/node-wasm-files.ts'
import { houseAgent } from '../support/house-agents.ts'

/** What a line of the profile belongs to, by where its code lies; the first that fits. */
const PARTS: readonly [part: string, where: RegExp][] = [
  ['gradient', /@tensorflow|^wasm:|\/nets\/(tfjs|simd)\/|\/(cross-entropy|adam|policy-loss-\w+)\.ts/],
  ['simulate', /\/game\/(core|tasks)\//],
  ['act', /\/game\/nets\//],
  ['learn', /\/game\/learn\//],
]

/** How fast a partner practises during a match, on one core: rounds of the trainer against the ghost, past selves and built-ins, without a check.
 *  decisions_per_s of wall time; decisions_per_cpu_s of this process's processor time, which a busy machine changes less; the shares are of
 *  samples that lay in the code of simulation, of networks that act (the opponents' too), of gradients and steps of the optimiser, in the rest
 *  of learning, and elsewhere. Options: seconds (10), gradients (vectors, or tensors on backend wasm or cpu), top (names the functions that took
 *  longest). */
export async function run(options: Record<string, string> = {}): Promise<Record<string, number>> {
  const seconds = Number(options['seconds'] ?? 10)
  const backend = options['backend'] === 'cpu' ? 'cpu' : 'wasm'
  await startBackend(backend, { wasmFiles: nodeWasmFiles, threads: 1 })
  const { spec, weights, reactionTicks } = await houseAgent('minute')
  const { decisionPeriod, actionLatency } = pong
  const agent = { kind: 'agent', id: 'agent', name: 'Agent', brain: 'policy', decisionPeriod, actionLatency } as const
  const gradients = options['gradients'] === 'tensors' ? 'tensors' : 'vectors'
  const trainer = new SparringTrainer({
    algorithm: usualChoice('sparring', gradients),
    task: pong,
    header: {
      match: 'bench',
      task: pong.id,
      version: pong.version,
      options: {},
      seats: [
        { kind: 'human', id: 'person', name: 'Person' },
        { ...agent, reactionTicks },
      ],
      startedAt: 0,
    },
    seat: 1,
    observation: 'state',
    spec,
    weights,
    revision: 0,
    seed: 1,
    now: () => 0,
  })
  for (let round = 0; round < 5; round++) await trainer.practise()
  const session = new Session()
  session.connect()
  await session.post('Profiler.enable')
  await session.post('Profiler.start')
  const before = trainer.practiceDecisions
  const [begun, cpu] = [performance.now(), process.cpuUsage()]
  while (performance.now() - begun < seconds * 1000) await trainer.practise()
  const wall = (performance.now() - begun) / 1000
  const { user, system } = process.cpuUsage(cpu)
  const { profile } = await session.post('Profiler.stop')
  session.disconnect()
  trainer.dispose()
  const decisions = trainer.practiceDecisions - before
  return {
    decisions_per_s: Math.round(decisions / wall),
    decisions_per_cpu_s: Math.round(decisions / ((user + system) / 1e6)),
    ...sharesOf(profile, options['top'] !== undefined),
  }
}

/** Samples by part, as shares of all that were not idle. */
function sharesOf({ nodes, samples }: Profiler.Profile, top: boolean): Record<string, number> {
  const nodeOf = new Map(nodes.map((node) => [node.id, node]))
  const counts = new Map<string, number>()
  const functions = new Map<string, number>()
  let all = 0
  for (const id of samples ?? []) {
    const { functionName, url } = nodeOf.get(id)!.callFrame
    if (functionName === '(idle)' || functionName === '(program)') continue
    const part = PARTS.find(([, where]) => where.test(url))?.[0] ?? 'elsewhere'
    counts.set(part, (counts.get(part) ?? 0) + 1)
    const name = `${part} ${functionName} ${url.split('/').at(-1)}`
    functions.set(name, (functions.get(name) ?? 0) + 1)
    all++
  }
  if (top)
    for (const [name, count] of [...functions].toSorted((a, b) => b[1] - a[1]).slice(0, 40))
      process.stderr.write(`${((100 * count) / all).toFixed(1).padStart(5)} % ${name}\n`)
  return Object.fromEntries(
    [...PARTS.map(([part]) => part), 'elsewhere'].map((part) => [`share_${part}`, (counts.get(part) ?? 0) / all]),
  )
}
