import { SparseRowList } from '../../nets/sparse-rows.ts'

/** One portion of experience: T steps of N slots, step after step. Rows: T × N. */
export interface Segment {
  /** [rows × inputs]; empty where they come as lists. */
  observations: Float32Array
  /** The same as lists; null where they come in full. */
  lists: SparseRowList | null
  /** Actions as they were drawn [rows × head.numbers]. */
  raw: Float32Array
  /** Of the policy that acted [rows]. */
  logProbabilities: Float32Array
  /** [rows] */
  values: Float32Array
  rewards: Float32Array
  terminated: Uint8Array
  truncated: Uint8Array
  /** Value of the last observation of an episode, where one was truncated [rows]. */
  finalValues: Float32Array
  /** Value after the last step [N]. */
  lastValues: Float32Array
  /** [rows] */
  advantages: Float32Array
  returns: Float32Array
}

/** Room for `steps` of `slots`, all zero. inputs: numbers of one observation, null where they come as lists; numbers: of one raw action. */
export function newSegment(steps: number, slots: number, inputs: number | null, numbers: number): Segment {
  const rows = steps * slots
  const column = (): Float32Array => new Float32Array(rows)
  return {
    observations: new Float32Array(rows * (inputs ?? 0)),
    lists: inputs === null ? new SparseRowList() : null,
    raw: new Float32Array(rows * numbers),
    logProbabilities: column(),
    values: column(),
    rewards: column(),
    terminated: new Uint8Array(rows),
    truncated: new Uint8Array(rows),
    finalValues: column(),
    lastValues: new Float32Array(slots),
    advantages: column(),
    returns: column(),
  }
}
