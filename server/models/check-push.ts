import type { AgentKind } from '../../game/protocol/terms.ts'
import { applyDelta, DeltaError } from '../../game/nets/delta.ts'
import { hashWeights } from '../../game/nets/hash.ts'
import type { PolicySpec } from '../../game/nets/spec.ts'
import type { PushRefusal } from '../base/jobs-protocol.ts'

/** The largest change of one push, as a part of the norm of the weights it changes. */
export const MAX_RELATIVE_CHANGE = 0.5

/** What a push is judged by: the agent as it is now. */
export interface PushedAgent {
  kind: AgentKind
  ownerId: string | null
  deleted: boolean
  frozen: boolean
  headHash: string | null
}

export interface Push {
  userId: string
  /** Hash of the weights that the trainer changed, and of what they become. */
  base: string
  hash: string
  delta: Uint8Array
}

export type Refused = { ok: false; reason: PushRefusal; message: string }
export type PushVerdict = { ok: true; weights: Float32Array<ArrayBuffer> } | Refused

/** Whether this user may push to this agent at all, and from this base; null when so. */
export function checkStanding(agent: PushedAgent | null, push: Push): Refused | null {
  if (!agent || agent.kind !== 'partner' || agent.ownerId !== push.userId || agent.deleted) {
    return refused('not-yours', 'Only your own partner learns from you.')
  }
  if (agent.frozen) return refused('frozen', 'This partner is frozen. Let it learn again on your page.')
  if (agent.headHash !== push.base) {
    return refused('wrong-base', 'The partner has other weights by now. Continue from its newest revision.')
  }
  return null
}

/** Applies a push to the weights it was made against. Refuses bytes that are no delta of this network, weights that are not finite, a
 *  result with another hash than claimed, and a change Δ with ‖Δ‖ > 0.5 ‖w‖: Euclidean norms over all weights of the network (actor and
 *  critic together), Δ = result − served as the server applies it, w = the weights served. */
export function checkDelta(spec: PolicySpec, served: Float32Array, push: Push): PushVerdict {
  let weights: Float32Array<ArrayBuffer>
  try {
    weights = applyDelta(spec, served, push.delta, push.base)
  } catch (error) {
    if (error instanceof DeltaError) return refused(error.code, error.message)
    throw error
  }
  let change = 0
  let size = 0
  for (let i = 0; i < weights.length; i++) {
    change += (weights[i]! - served[i]!) ** 2
    size += served[i]! ** 2
  }
  if (!Number.isFinite(change)) return refused('not-finite', 'A weight would no longer be a finite number.')
  if (Math.sqrt(change) > MAX_RELATIVE_CHANGE * Math.sqrt(size)) {
    return refused('too-large', 'This changes the partner by more than half of what it is. Learn in smaller steps.')
  }
  if (hashWeights(weights) !== push.hash)
    return refused('malformed', 'The delta does not lead to the weights it names.')
  return { ok: true, weights }
}

/** A refusal with its reason in words. */
export function refused(reason: PushRefusal, message: string): Refused {
  return { ok: false, reason, message }
}
