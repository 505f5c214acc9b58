import { LocalFeed } from '../../_net/local-feed.ts'
import type { Chance } from '../../../game/core/chance.ts'
import type { SeatHolder } from '../../../game/core/match-log.ts'
import type { PersonModel } from '../../../game/core/person-model.ts'
import { completeOptions } from '../../../game/core/task-options.ts'
import type { Task } from '../../../game/core/task.ts'

/** Fresh words; crypto.getRandomValues exists on plain http too. */
const chance: Chance = { word: () => crypto.getRandomValues(new Uint32Array(1))[0]! }

/** A match of a person against their own ghost, in this page alone. mySeat: 0 or 1. */
export function ghostMatch(
  task: Task,
  person: PersonModel,
  me: { id: string; name: string },
  mySeat: number,
): LocalFeed {
  const { decisionPeriod, actionLatency } = task
  const seats: SeatHolder[] = [
    { kind: 'human', ...me },
    {
      kind: 'agent',
      id: 'ghost',
      name: 'Your ghost',
      brain: 'built-in',
      decisionPeriod,
      actionLatency,
      reactionTicks: 0,
    },
  ]
  // The first fit of what was read back judges all of it, while the game begins.
  void person.fit()
  const ghost = person.player(chance)
  ghost.begin()
  return new LocalFeed({
    task,
    header: {
      match: 'ghost',
      task: task.id,
      version: task.version,
      options: completeOptions(task, {}),
      seats: mySeat === 0 ? seats : seats.toReversed(),
      startedAt: Date.now(),
    },
    seat: mySeat,
    players: new Map([[1 - mySeat, ghost]]),
    chance,
    unratedReason: 'For fun · in this page alone',
  })
}
