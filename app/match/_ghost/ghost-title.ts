import type { MatchResult } from '../../../game/protocol/replies.ts'
import type { MatchEntry } from '../../_net/match-snapshot.ts'

/** "You beat yourself 11–7", "Your ghost beats you 11–7", "You and your ghost draw 5–5". */
export function ghostTitle({ scores, places }: MatchResult, { seat, task }: Pick<MatchEntry, 'seat' | 'task'>): string {
  const mine = seat ?? 0
  const [own, other] = [mine, 1 - mine].map((at) => task.scoring.show(scores[at] ?? 0)) as [string, string]
  if (places[mine] === places[1 - mine]) return `You and your ghost draw ${own}–${other}`
  return places[mine] === 1 ? `You beat yourself ${own}–${other}` : `Your ghost beats you ${other}–${own}`
}
