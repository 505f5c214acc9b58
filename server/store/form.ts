import type { Outcome } from '../../game/protocol/http.ts'
import type { Database } from './connect.ts'

/** Matches that a form tells of. */
const FORM = 5

/** How the last rated matches of these contenders in a task went, the oldest first. */
export async function formOf(db: Database, contenders: string[], task: string): Promise<Map<string, Outcome[]>> {
  const rows = await db.$queryRaw<{ contender: string; outcome: number | null }[]>`
    SELECT last.contender, last.outcome FROM unnest(${contenders}::text[]) AS c(contender) CROSS JOIN LATERAL (
      SELECT h.contender, h.outcome, h.at FROM "RatingHistory" h
      WHERE h.contender = c.contender AND h.task = ${task} ORDER BY h.at DESC LIMIT ${FORM}) last
    ORDER BY last.at`
  const forms = new Map<string, Outcome[]>()
  for (const { contender, outcome } of rows) {
    if (outcome === null) continue
    const form = forms.get(contender) ?? []
    forms.set(contender, form)
    form.push(outcome > 0 ? 'won' : outcome < 0 ? 'lost' : 'drawn')
  }
  return forms
}

/** How many rated matches of a task these contenders won and lost since a moment. */
export async function recordOf(
  db: Database,
  contenders: string[],
  task: string,
  since: Date,
): Promise<Map<string, { won: number; lost: number }>> {
  const rows = await db.$queryRaw<{ contender: string; won: number; lost: number }[]>`
    SELECT contender, (count(*) FILTER (WHERE outcome > 0))::int AS won, (count(*) FILTER (WHERE outcome < 0))::int AS lost
    FROM "RatingHistory" WHERE contender = ANY(${contenders}) AND task = ${task} AND at >= ${since}
    GROUP BY contender`
  return new Map(rows.map(({ contender, won, lost }) => [contender, { won, lost }]))
}
