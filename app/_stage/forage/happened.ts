import type { Row } from '../../../game/core/task.ts'
import * as F from '../../../game/tasks/forage/layout.ts'
import { standsAt } from '../../../game/tasks/forage/rules.ts'
import type { ForageEffect } from './forage-scene.ts'

/** What a step did that is worth a light and a sound. */
export function happened(before: Row, after: Row): ForageEffect[] {
  const effects: ForageEffect[] = []
  for (let seat = 0; seat < after[F.SEATS]!; seat++) {
    const [x, y] = [after[F.X + seat]!, after[F.Y + seat]!]
    const moved = x !== before[F.X + seat] || y !== before[F.Y + seat]
    const eats = moved && standsAt(before, x, y)
    if (eats) effects.push({ kind: 'eat', seat, x, y })
    if (after[F.SAFE + seat]! <= before[F.SAFE + seat]!) continue
    // Somebody who was tagged can do nothing after it: what they ate in the same step was theirs before.
    const food = before[F.FOOD + seat]! + (eats ? 1 : 0) - after[F.FOOD + seat]!
    const by = taggerOf(before, after, seat, food)
    if (by !== null) effects.push({ kind: 'tag', seat: by, from: seat, x, y, food })
  }
  return effects
}

/** Who has tagged a seat in a step: the one beside it that acted, stayed where it was, and has so much more. */
function taggerOf(before: Row, after: Row, tagged: number, food: number): number | null {
  for (let seat = 0; seat < after[F.SEATS]!; seat++) {
    if (seat === tagged || after[F.WAIT + seat]! <= before[F.WAIT + seat]!) continue
    if (after[F.FOOD + seat]! < before[F.FOOD + seat]! + food) continue
    const [x, y] = [after[F.X + seat]!, after[F.Y + seat]!]
    if (x !== before[F.X + seat] || y !== before[F.Y + seat]) continue
    if (Math.abs(x - after[F.X + tagged]!) + Math.abs(y - after[F.Y + tagged]!) === 1) return seat
  }
  return null
}
