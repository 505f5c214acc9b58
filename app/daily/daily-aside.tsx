import type { ReactNode } from 'react'
import type { DailyView } from '../../game/protocol/http.ts'
import { Link } from '../_ui/link.tsx'
import { PlayerName } from '../_ui/player-name.tsx'
import { Section } from '../_ui/section.tsx'
import { useNow } from '../_ui/use-now.ts'
import { timeUntil } from './daily-words.ts'
import { PlayRaised } from './play-raised.tsx'
import { Strength } from './strength.tsx'

/** When the next newborn comes, and whose was the strongest yesterday. */
export function DailyAside({ daily: { task, nextAt, yesterday } }: { daily: DailyView }): ReactNode {
  const now = useNow(1000)
  return (
    <>
      {yesterday ? (
        <Section title="Yesterday’s strongest">
          <div className="flex items-center justify-between gap-4 border-y border-line py-3">
            <div className="min-w-0">
              <PlayerName kind="human" name={yesterday.name} />
              <p>
                <Strength score={yesterday.score} margin={yesterday.margin} />
              </p>
            </div>
            <div className="flex flex-wrap items-center justify-end gap-x-4 gap-y-1">
              {yesterday.match ? (
                <Link
                  href={`/match/${yesterday.match}`}
                  className="hit text-sm whitespace-nowrap text-muted hover:text-fg"
                >
                  Its match<span className="sr-only"> with {yesterday.name}</span>
                </Link>
              ) : null}
              {yesterday.agent ? <PlayRaised task={task} agent={yesterday.agent} trainer={yesterday.name} /> : null}
            </div>
          </div>
        </Section>
      ) : null}
      <Section title="The next newborn">
        <p className="text-muted">
          comes in <span className="figures text-fg">{now === null ? '–' : timeUntil(Date.parse(nextAt), now)}</span>,
          at midnight UTC.
        </p>
      </Section>
    </>
  )
}
