import type { DifficultyState } from '../../../game/protocol/replies.ts'
import { DIFFICULTIES } from '../../_lobby/difficulty.ts'

/** What an agent that may hold back does right now, as a sentence. lead: by how much I am ahead of it, 0 for who watches.
 *  rest: what the game calls its quiet moments. */
export function difficultyWords({ chosen, inForce, ease }: DifficultyState, lead: number, rest: string): string {
  const label = DIFFICULTIES.find(({ value }) => value === chosen)!.label
  if (chosen !== inForce) return `${label}: from the next ${rest} on.`
  if (chosen === 'best') return `${label}: holding nothing back.`
  if (ease === 0) return `${label}: playing its best${lead > 0 ? ' – you are ahead' : ''}.`
  return `${label}: ${ease < 0.25 ? 'holding back a little' : ease < 0.55 ? 'holding back' : 'holding back a lot'}.`
}
