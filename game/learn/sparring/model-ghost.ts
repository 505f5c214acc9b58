import type { SeededChance } from '../../core/chance.ts'
import type { Foresight, PersonModel, PersonPlayer, Portrait } from '../../core/person-model.ts'
import type { Row } from '../../core/task.ts'
import type { Opponent } from '../practice/opponents.ts'
import type { Ghost } from './ghost.ts'

/** A ghost by the task's own model of persons. */
export class ModelGhost implements Ghost {
  studied = 0
  readonly pressing = false

  constructor(
    private readonly model: PersonModel,
    private readonly decisionPeriod: number,
    private readonly chance: SeededChance,
    remembered?: unknown,
  ) {
    try {
      if (remembered !== undefined && remembered !== null) model.load(remembered)
    } catch {
      // What another edition of the project wrote may be of another form: it gets to know them anew.
    }
  }

  watch(state: Row, seat: number, _code: number, tick: number): void {
    this.model.watch(state, seat)
    if (tick % this.decisionPeriod === 0) this.studied++
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

  save(): unknown {
    return this.model.save()
  }
}
