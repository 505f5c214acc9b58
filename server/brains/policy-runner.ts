import { InferenceSession, Tensor } from 'onnxruntime-node'
import { actionHead, type ActionHead } from '../../game/nets/action-head.ts'
import { writeOnnx } from '../../game/nets/onnx.ts'
import { assertFits, inputSize, parametersOf, weightCount, type PolicySpec } from '../../game/nets/spec.ts'
import type { Answers, Group, Policy } from './worker-messages.ts'

interface Loaded {
  spec: PolicySpec
  head: ActionHead
  session: InferenceSession
  /** One for each parameter, by its name. */
  parameters: Record<string, Tensor>
}

/** Runs policies on ONNX Runtime on the calling thread: one session for each network, whose weights are inputs. */
export class PolicyRunner {
  private readonly sessions = new Map<string, Promise<InferenceSession>>()
  private readonly policies = new Map<string, Loaded>()

  /** Takes a policy under a key and runs it once, so that the first decision is not late. Rejects where weights, network and actions do not fit
   *  each other. */
  async load(key: string, { spec, space, weights }: Policy): Promise<void> {
    if (weights.length !== weightCount(spec))
      throw new RangeError(`This network has ${weightCount(spec)} weights, not ${weights.length}`)
    const head = actionHead(space)
    assertFits(spec, head.outputs)
    const session = await this.session(spec)
    const parameters = Object.fromEntries(
      parametersOf(spec).map(({ name, shape, offset, size }) => [
        name,
        new Tensor('float32', weights.subarray(offset, offset + size), shape),
      ]),
    )
    this.policies.set(key, { spec, head, session, parameters })
    await this.decide({
      key,
      observations: new Float32Array(inputSize(spec.actor)),
      uniforms: new Float64Array(head.draws),
    })
  }

  drop(key: string): void {
    this.policies.delete(key)
  }

  /** One sampled decision for each row. Rejects where there is no policy of this key. */
  async decide({ key, observations, uniforms }: Group): Promise<Answers> {
    const policy = this.policies.get(key)
    if (!policy) throw new Error(`There is no policy ${key} here`)
    const { spec, head, session, parameters } = policy
    const rows = uniforms.length / head.draws
    const observation = new Tensor('float32', observations, [rows, inputSize(spec.actor)])
    const result = await session.run({ ...parameters, observation })
    const outputs = Float32Array.from(floats(result['outputs']))
    const answers: Answers = {
      codes: new Uint32Array(rows),
      outputs,
      values: spec.critic && Float32Array.from(floats(result['value'])),
    }
    const raw = new Float32Array(head.numbers)
    for (let row = 0; row < rows; row++) {
      head.sample(outputs, row, uniforms, row * head.draws, raw, 0)
      answers.codes[row] = head.codec.encode(raw, 0)
    }
    return answers
  }

  private session(spec: PolicySpec): Promise<InferenceSession> {
    const key = JSON.stringify(spec)
    const known = this.sessions.get(key)
    if (known) return known
    const made = InferenceSession.create(writeOnnx(spec), {
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
      executionMode: 'sequential',
      logSeverityLevel: 3,
    })
    this.sessions.set(key, made)
    return made
  }
}

function floats(tensor: Tensor | undefined): Float32Array {
  if (!(tensor?.data instanceof Float32Array)) throw new TypeError('The network gave no float32 numbers')
  return tensor.data
}
