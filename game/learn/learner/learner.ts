import type { ActionSpace } from '../../core/spaces.ts'
import { actionHead } from '../../nets/action-head.ts'
import { assertFits, weightCount, type PolicySpec } from '../../nets/spec.ts'
import type { Observations } from '../../nets/sparse-rows.ts'
import {
  cannotLearn,
  type Algorithm,
  type AlgorithmEntry,
  type AlgorithmSetup,
  type Progress,
  type Report,
} from './algorithm.ts'
import { completeConfiguration, type Settings } from './configuration.ts'
import type { LearnerEnv } from './learner-env.ts'
import { kindOf, readSavedRun, SavedRunError, writeSavedRun, type SavedRun } from './saved-run.ts'

/** An algorithm at work on one policy, as everybody outside the algorithms holds it: what all of them have in common stands here. Changes that
 *  come while it learns wait for the end of the round, because a round is of one policy from start to end. */
export class Learner {
  readonly spec: PolicySpec
  readonly space: ActionSpace
  /** Since it was made, with what a loaded run had done before. */
  rounds = 0
  decisions = 0
  private readonly algorithm: Algorithm
  private readonly configuration: Record<string, Settings[string]>
  private learning = false
  private waiting: (() => void)[] = []

  /** Throws RangeError where a setting is wrong, or the algorithm cannot learn such a policy. */
  constructor(
    readonly entry: AlgorithmEntry,
    setup: AlgorithmSetup,
    settings: Settings = {},
  ) {
    this.spec = setup.spec
    this.space = setup.space
    const cannot = cannotLearn(entry, setup)
    if (cannot) throw new RangeError(cannot)
    assertFits(setup.spec, actionHead(setup.space).outputs)
    this.configuration = completeConfiguration(entry.fields, settings)
    this.algorithm = entry.create(setup, this.configuration)
  }

  /** The weights of the moment; changed in place while it learns. Copy them to keep them. */
  get weights(): Float32Array<ArrayBuffer> {
    return this.algorithm.weights
  }

  get settings(): Settings {
    return this.configuration
  }

  /** Gathers one portion of experience and learns from it. */
  async learn(environment: LearnerEnv, progress: Partial<Progress> = {}): Promise<Report> {
    if (this.learning) throw new Error('A learner learns one round at a time')
    this.learning = true
    try {
      const { breathe = noBreath, interim = nobodyHears } = progress
      const report = await this.algorithm.learn(environment, { breathe, interim })
      this.rounds++
      this.decisions += report.decisions
      return report
    } finally {
      this.learning = false
      for (const change of this.waiting.splice(0)) change()
    }
  }

  /** Writes the codes of drawn actions for `rows` observations. */
  act(observations: Observations, rows: number, actions: Uint32Array): void {
    this.algorithm.act(observations, rows, actions)
  }

  /** Changes settings for the rounds to come. Throws RangeError where one is wrong, or holds for all of a run. */
  configure(changes: Settings): void {
    const { fields } = this.entry
    completeConfiguration(fields, changes)
    for (const [name, value] of Object.entries(changes))
      if (!fields[name]!.live && value !== this.configuration[name])
        throw new RangeError(`${fields[name]!.name} (${name}) holds for all of a run.`)
    this.betweenRounds(() => Object.assign(this.configuration, changes))
  }

  /** Halves how far one update goes, down to a tenth of what is usual. */
  takeSmallerSteps(): void {
    const changes: Record<string, number> = {}
    for (const [name, field] of Object.entries(this.entry.fields)) {
      const value = this.configuration[name]
      if (!('stepSize' in field) || typeof value !== 'number' || field.default === null) continue
      changes[name] = Math.max(value / 2, Math.min(value, field.default / 10))
    }
    this.configure(changes)
  }

  /** Goes on from other weights; while it learns, from the next round on. Throws RangeError where they do not fit. */
  loadWeights(weights: Float32Array): void {
    const needed = weightCount(this.spec)
    if (weights.length !== needed) throw new RangeError(`This policy has ${needed} weights, not ${weights.length}`)
    const copy = weights.slice()
    this.betweenRounds(() => this.algorithm.loadWeights(copy))
  }

  /** Its whole state: one that loads it goes on along the same curve, bit for bit. Throws while it learns. */
  save(): Uint8Array<ArrayBuffer> {
    if (this.learning) throw new Error('A learner is saved between rounds')
    const { entry, spec, space, settings, rounds, decisions } = this
    return writeSavedRun({
      algorithm: entry.id,
      spec,
      space,
      settings,
      rounds,
      decisions,
      arrays: this.algorithm.save(),
    })
  }

  /** Goes on from a saved run, with its settings. Throws SavedRunError, and changes nothing, where it is of another algorithm or policy; throws
   *  while it learns. */
  load(bytes: Uint8Array): void {
    if (this.learning) throw new Error('A learner loads a saved run between rounds')
    const saved = readSavedRun(bytes)
    this.assertOwn(saved)
    const settings = this.settingsOf(saved)
    if (!settings)
      throw new SavedRunError('other-run', 'This run was saved with other settings: make the learner with those.')
    Object.assign(this.configuration, settings)
    this.rounds = saved.rounds
    this.decisions = saved.decisions
    this.algorithm.load(saved.arrays)
  }

  /** Gives back all that it holds, such as tensors. */
  dispose(): void {
    this.algorithm.dispose()
  }

  /** The settings of a saved run, those that it lacks as their defaults; null where they are not valid, or not its own and hold for all of a
   *  run. */
  private settingsOf(saved: SavedRun): Settings | null {
    const { fields } = this.entry
    try {
      const settings: Settings = completeConfiguration(fields, saved.settings)
      const own = Object.entries(fields).every(
        ([name, { live }]) => live || settings[name] === this.configuration[name],
      )
      return own ? settings : null
    } catch {
      return null
    }
  }

  private betweenRounds(change: () => void): void {
    if (this.learning) this.waiting.push(change)
    else change()
  }

  private assertOwn({ algorithm, spec, space, arrays }: SavedRun): void {
    const { entry } = this
    const other = (what: string): SavedRunError => new SavedRunError('other-run', what)
    if (algorithm !== entry.id) throw other(`This run was saved by "${algorithm}", and this learner is "${entry.id}".`)
    if (!same(spec, this.spec)) throw other('This run was saved with a policy of another shape.')
    if (!same(space, this.space)) throw other('This run was saved for other actions.')
    const own = this.algorithm.save()
    const names = new Set([...Object.keys(own), ...Object.keys(arrays)])
    for (const name of names) {
      const [mine, theirs] = [own[name], arrays[name]]
      if (!mine || !theirs)
        throw other(
          `This run ${theirs ? 'has' : 'lacks'} "${name}", and ${entry.name} ${theirs ? 'does not know it' : 'needs it'}.`,
        )
      if (kindOf(mine) !== kindOf(theirs) || mine.length !== theirs.length)
        throw other(
          `"${name}" of this run has ${theirs.length} numbers (${kindOf(theirs)}), not ${mine.length} (${kindOf(mine)}).`,
        )
    }
  }
}

const noBreath = (): Promise<void> => Promise.resolve()
const nobodyHears = (): void => undefined

/** Whether two values of plain data are the same, in whatever order their keys stand. */
function same(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return one === other
  const [a, b] = [Object.entries(one), Object.entries(other)]
  return (
    a.length === b.length &&
    a.every(([key, value]) => key in other && same(value, (other as Record<string, unknown>)[key]))
  )
}
