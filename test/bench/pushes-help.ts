import { SeededChance } from '../../game/core/chance.ts'
import { normal } from '../../game/nets/initialise.ts'
import { startBackend } from '../../game/nets/tfjs/start-backend.ts'
import { nodeWasmFiles } from '../../server/models/node-wasm-files.ts'
import { houseAgent } from '../support/house-agents.ts'
import { pushesHelp } from '../support/pushes-help.ts'
import { sparringRun } from '../support/sparring-run.ts'

/** Size of the noise that stands for a bad push, as a part of the weights' norm: a change that the server would accept. */
const NOISE = 0.4

/** A whole sparring match against a scripted person with a blind spot, without page or server, then the check that what was learned helps, and
 *  that the same check fails for noise. The trainer works so many rounds for each second of the match, so the figures do not depend on the
 *  machine. Options: agent (minute), seed (1), target (11), rounds (16: about what a page makes on a core), gradients (vectors, or tensors). */
export async function run(options: Record<string, string> = {}): Promise<Record<string, number>> {
  const id = options['agent'] ?? 'minute'
  const seed = Number(options['seed'] ?? 1)
  await startBackend('wasm', { wasmFiles: nodeWasmFiles, threads: 1 })
  const learner = await houseAgent(id)
  const { revisions, score, seconds, trainer, messages } = await sparringRun(
    learner,
    seed,
    Number(options['rounds'] ?? 16),
    Number(options['target'] ?? 11),
    options['gradients'] === 'tensors' ? 'tensors' : 'vectors',
  )
  for (const message of messages) process.stderr.write(`${message}\n`)
  const first = revisions[0]!
  const learned = await pushesHelp(learner, first, revisions.at(-1)!, 100)
  const noise = await pushesHelp(learner, first, withNoise(first, seed), 100)
  return {
    passes: learned.passes ? 1 : 0,
    noise_passes: noise.passes ? 1 : 0,
    duel_share: learned.duel,
    person_edge_share: learned.edge,
    first_against_person_share: learned.firstAgainstPerson,
    last_against_person_share: learned.lastAgainstPerson,
    first_against_middle_margin: learned.firstAgainstMiddle,
    last_against_middle_margin: learned.lastAgainstMiddle,
    noise_duel_share: noise.duel,
    noise_against_middle_margin: noise.lastAgainstMiddle,
    match_agent_points: score.agent,
    match_person_points: score.person,
    match_seconds: seconds,
    revisions: revisions.length - 1,
    rollbacks: trainer.rollbacks,
    practice_points: trainer.practicePoints,
    studied_moves: trainer.ghost?.studied ?? 0,
    ghost_error: trainer.ghost?.foresight?.error ?? 0,
    stranger_error: trainer.ghost?.foresight?.stranger ?? 0,
  }
}

function withNoise(weights: Float32Array, seed: number): Float32Array {
  const chance = new SeededChance(seed)
  const noise = weights.map(() => normal(chance))
  const norm = (values: Float32Array): number => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0))
  const scale = (NOISE * norm(weights)) / norm(noise)
  return weights.map((weight, i) => weight + scale * noise[i]!)
}
