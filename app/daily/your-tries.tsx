import type { ReactNode } from 'react'
import type { DailyTry } from '../../game/protocol/http.ts'
import { plural } from '../_ui/format.ts'
import { Section } from '../_ui/section.tsx'
import { outcomes } from './daily-words.ts'
import { Strength } from './strength.tsx'

/** What I have tried today, and how often I still can. */
export function YourTries({ tries, left }: { tries: readonly DailyTry[]; left: number }): ReactNode {
  return (
    <Section title="Your tries">
      {tries.length > 0 ? (
        <ol className="mb-3 divide-y divide-line border-y border-line">
          {tries.map(({ match, outcome, score, margin }, index) => (
            <li key={match} className="flex min-h-12 items-center justify-between gap-4 py-2">
              <span className="figures text-muted">{index + 1}</span>
              <output className="text-right">
                {outcome === 'measured' && score !== null && margin !== null ? (
                  <Strength score={score} margin={margin} />
                ) : (
                  <span className="text-sm text-muted">{outcome === 'measured' ? '' : outcomes[outcome]}</span>
                )}
              </output>
            </li>
          ))}
        </ol>
      ) : null}
      <p className="text-sm text-muted">
        {left === 0 && tries.length === 0
          ? 'You began too often today without raising it to the end. No try is left.'
          : `${left > 0 ? `You have ${plural(left, 'try', 'tries')} left today.` : 'No try is left today.'} Your best one counts.`}
      </p>
    </Section>
  )
}
