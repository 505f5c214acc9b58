import { actionCodec } from '../../game/core/action-codec.ts'
import { SeededChance } from '../../game/core/chance.ts'
import { checksumOf, hashRow } from '../../game/core/row-hash.ts'
import type { SpreadEnv } from '../../game/core/spread-env.ts'

/** What environments are seen to be, to reward and to end with, and their states, after each of so many steps by chance: one number. */
export function digestOfSteps(
  env: Pick<SpreadEnv, 'task' | 'environments' | 'seats' | 'rows' | 'step' | 'rewards' | 'terminated' | 'truncated'> &
    Pick<SpreadEnv, 'observations' | 'finalObservations'>,
  steps: number,
): number {
  const random = new SeededChance(5)
  const { codes } = actionCodec(env.task.action)
  let digest = 0
  for (let i = 0; i < steps; i++) {
    env.step(Uint32Array.from({ length: env.environments * env.seats }, () => random.below(codes)))
    for (const numbers of [env.observations, env.finalObservations, env.rewards, env.terminated, env.truncated]) {
      const bytes = new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength)
      digest = (Math.imul(digest, 31) + checksumOf(bytes)) | 0
    }
    for (const row of env.rows) digest = (Math.imul(digest, 31) + hashRow(row)) | 0
  }
  return digest
}
