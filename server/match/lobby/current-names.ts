import type { Contestant } from '../seats/contestant.ts'
import type { Jobs } from '../../base/jobs-protocol.ts'
import type { Millis } from '../../base/time.ts'

/** How long a match waits for the names of its people. */
const PATIENCE: Millis = 1_000

/** What these people are called now, by id. A connection knows only the name in its cookie, and an old cookie stays valid when its name has
 *  become somebody else's. Empty where jobs does not say in time: a match goes on without it. */
export async function currentNames(
  jobs: Jobs,
  people: readonly { userId: string; name: string }[],
): Promise<Record<string, string>> {
  const named = people.map(({ userId: id, name }) => ({ id, name }))
  return jobs.ask({ ask: 'names', people: named }, PATIENCE).catch(() => ({}))
}

/** The contestants with people under the names that they have now. */
export async function underCurrentNames(jobs: Jobs, contestants: readonly Contestant[]): Promise<Contestant[]> {
  const people = contestants.filter((contestant) => contestant.kind === 'human')
  const names = await currentNames(jobs, people)
  return contestants.map((contestant) =>
    contestant.kind === 'human' ? { ...contestant, name: names[contestant.userId] ?? contestant.name } : contestant,
  )
}
