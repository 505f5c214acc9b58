import type { SeededChance } from '../../core/chance.ts'
import type { Foresight, PersonModel, PersonPlayer, Portrait } from '../../core/person-model.ts'
import type { Row, Task } from '../../core/task.ts'
import type { Opponent } from '../practice/opponents.ts'
import { Foretelling } from './foretelling.ts'
import type { Ghost } from './ghost.ts'

/** What is kept of a person: what the model knows of them, and the match that it watched last, to this tick. */
export interface RememberedPerson {
  match: string
  tick: number
  person: unknown
}

/** Null where it is nothing of the kind. What is known of the person is for their model to read. */
export function readRemembered(kept: unknown): RememberedPerson | null {
  if (typeof kept !== 'object' || kept === null || !('person' in kept)) return null
  const { match, tick, person } = kept as Record<string, unknown>
  return typeof match === 'string' && Number.isInteger(tick) ? { match, tick: tick as number, person } : null
}

/** A ghost by the task's own model of persons. What it remembers of the match that it watches, it does not study again: it goes on at the next
 *  serve. */
export class ModelGhost implements Ghost {
  studied = 0
  readonly pressing = false
  readonly foretelling = new Foretelling()
  private tick = -1
  /** To this tick the match is known already. */
  private knownTo = -1

  constructor(
    private readonly model: PersonModel,
    private readonly task: Pick<Task, 'decisionPeriod' | 'atServe'>,
    private readonly chance: SeededChance,
    private readonly match: string,
    kept?: unknown,
  ) {
    const remembered = readRemembered(kept)
    if (!remembered) return
    try {
      model.load(remembered.person)
    } catch {
      // What another edition of the project wrote may be of another form: it gets to know them anew.
      return
    }
    if (remembered.match === match) this.knownTo = remembered.tick
  }

  watch(state: Row, seat: number, _code: number, tick: number): void {
    this.tick = tick
    if (tick % this.task.decisionPeriod === 0) this.studied++
    if (this.knownTo >= 0) {
      // From the middle of a ball's way nobody could tell what they did.
      if (tick <= this.knownTo || !this.task.atServe(state)) return
      this.knownTo = -1
    }
    this.model.watch(state, seat)
    this.foretelling.watch(this.model.expectation, seat, tick)
  }

  fit(breathe?: () => Promise<void>): Promise<void> {
    return this.model.fit(breathe)
  }

  opponent(): Opponent {
    const { model } = this
    const chance = this.chance
    const players = new Map<number, PersonPlayer>()
    const playerIn = (environment: number): PersonPlayer => {
      const player = players.get(environment) ?? model.player(chance)
      players.set(environment, player)
      return player
    }
    return {
      options: () => ({}),
      begin: (environment) => players.get(environment)?.begin(),
      decide(env, environments, seats, actions) {
        for (const e of environments) actions[e * env.seats + seats[e]!] = playerIn(e).decide(env.rows[e]!, seats[e]!)
      },
    }
  }

  get foresight(): Foresight | null {
    return this.model.foresight
  }

  get portrait(): Portrait {
    return this.model.portrait
  }

  save(): RememberedPerson {
    const { match, tick, knownTo, model } = this
    return { match, tick: Math.max(tick, knownTo), person: model.save() }
  }
}
