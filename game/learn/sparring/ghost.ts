import type { Foresight, Portrait } from '../../core/person-model.ts'
import type { Row } from '../../core/task.ts'
import type { Opponent } from '../practice/opponents.ts'
import type { Foretelling } from './foretelling.ts'

/** What a partner makes of the person it plays with: it watches them, and plays in practice as they do. */
export interface Ghost {
  /** Moves of the person that it has taken up. */
  readonly studied: number
  /** So much is new that it should be fitted before the point is over. */
  readonly pressing: boolean
  /** One tick of the match. state: the row after it. code: what the person in this seat held in it. */
  watch(state: Row, seat: number, code: number, tick: number): void
  /** Takes up what was watched: a tenth of a second of work. */
  fit(breathe?: () => Promise<void>): Promise<void>
  /** An opponent that goes with the ghost: what it learns later, the opponent knows. */
  opponent(): Opponent
  /** How well it foretells them; null until there is enough to say. */
  readonly foresight: Foresight | null
  /** Where they are weak and strong; null where it cannot say. */
  readonly portrait: Portrait | null
  /** Where it expects them to be, and how often that came true; null where it cannot say. */
  readonly foretelling: Foretelling | null
  /** All that it knows, as plain data, with which another ghost of the same person can begin; null where nothing is kept. */
  save(): unknown
}
