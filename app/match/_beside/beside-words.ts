import type { MatchResult } from '../../../game/protocol/replies.ts'
import type { MatchSnapshot } from '../../_net/match-snapshot.ts'

/** Who did better, of me and who played the same beside me: "You did better than Steady, with 231 steps." Empty where nobody did, or it cannot
 *  be told. mine: how my match ended; beside: how the other one stands. */
export function besideWords(mine: MatchResult, beside: Pick<MatchSnapshot, 'entry' | 'result' | 'scores'>): string {
  const { entry, result } = beside
  const name = entry?.header.seats[0]?.name
  if (!entry || name === undefined || mine.reason === 'void' || mine.reason === 'left') return ''
  const { show, unit } = entry.task.scoring
  const said = (score: number): string => `${show(score)} ${unit}`
  if (!result) return `${name} still plays: ${said(beside.scores[0] ?? 0)} so far.`
  if (result.reason === 'void') return ''
  const [me, other] = [mine.scores[0]!, result.scores[0]!]
  if (me === other) return `As good as ${name}.`
  return me > other ? `Better than ${name}, with ${said(other)}.` : `${name} did better: ${said(other)}.`
}
