import { InferenceSession, Tensor } from 'onnxruntime-node'
import { logProbability, sampleLogits, softmax } from '../../game/nets/forward.ts'
import { writeOnnx } from '../../game/nets/onnx.ts'
import { parametersOf, weightCount, type NetworkSpec } from '../../game/nets/spec.ts'
import type { Answers, Group } from './worker-messages.ts'

interface Policy {
  spec: NetworkSpec
  session: InferenceSession
  /** One for each parameter, by its name. */
  parameters: Record<string, Tensor>
}

/** Runs policies on ONNX Runtime on the calling thread: one session for each network, whose weights are inputs. */
export class PolicyRunner {
  private readonly sessions = new Map<string, Promise<InferenceSession>>()
  private readonly policies = new Map<string, Policy>()

  /** Takes weights under their hash and runs them once, so that the first decision is not late. Rejects where they do not fit the network. */
  async load(hash: string, spec: NetworkSpec, weights: Float32Array): Promise<void> {
    if (weights.length !== weightCount(spec))
      throw new RangeError(`This network has ${weightCount(spec)} weights, not ${weights.length}`)
    const session = await this.session(spec)
    const parameters = Object.fromEntries(
      parametersOf(spec).map(({ name, shape, offset, size }) => [
        name,
        new Tensor('float32', weights.subarray(offset, offset + size), shape),
      ]),
    )
    this.policies.set(hash, { spec, session, parameters })
    await this.decide({ hash, observations: new Float32Array(spec.inputs), uniforms: new Float32Array(1) })
  }

  drop(hash: string): void {
    this.policies.delete(hash)
  }

  /** One sampled decision for each row. Rejects where there are no weights of this hash. */
  async decide({ hash, observations, uniforms }: Group): Promise<Answers> {
    const policy = this.policies.get(hash)
    if (!policy) throw new Error(`There are no weights ${hash.slice(0, 12)} here`)
    const { spec, session, parameters } = policy
    const rows = uniforms.length
    const observation = new Tensor('float32', observations, [rows, spec.inputs])
    const outputs = await session.run({ ...parameters, observation })
    const logits = floats(outputs['logits'])
    const answers: Answers = {
      codes: new Uint32Array(rows),
      probabilities: new Float32Array(rows * spec.actions),
      values: Float32Array.from(floats(outputs['value'])),
      logProbabilities: new Float32Array(rows),
    }
    for (let row = 0; row < rows; row++) {
      const code = sampleLogits(logits, row, spec.actions, uniforms[row]!)
      answers.codes[row] = code
      softmax(logits, row, spec.actions, answers.probabilities, row * spec.actions)
      answers.logProbabilities[row] = logProbability(logits, row, spec.actions, code)
    }
    return answers
  }

  private session(spec: NetworkSpec): Promise<InferenceSession> {
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
