'use client'

import { Moon } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Foresight } from '../../../game/core/person-model.ts'
import type { MatchSnapshot } from '../../_net/match-snapshot.ts'
import { count, plural } from '../../_ui/format.ts'
import { backendWords } from '../../_trainer/trainer-backend.ts'
import type { LearningState } from './learning-link.ts'
import { Term } from './terms.tsx'

/** What the partner has learned from its player, as far as this browser's trainer knows. */
export function LearningPanel({
  learning,
  rounds,
  studies,
}: {
  learning: LearningState
  rounds: string
  /** Whether it studies its player in this game, and makes a ghost of them. */
  studies: boolean
}): ReactNode {
  const { trainer } = learning
  const practised = (term: 'practice' | 'practised'): ReactNode => (
    <Figure value={count(trainer.practicePoints)} label={<Term name={term}>practice {rounds}</Term>} />
  )
  return (
    <>
      {studies ? null : (
        <section aria-label="What it has practised" className="border-t border-line pt-5">
          {practised('practised')}
        </section>
      )}
      {studies ? (
        <section aria-label="What it has learned from you" className="border-t border-line pt-5">
          <div className="grid grid-cols-2 gap-x-5 gap-y-4">
            <Figure value={count(trainer.studiedMoves)} label={<Term name="studied">your moves studied</Term>} />
            {practised('practice')}
          </div>
          <div className="mt-5">
            <p className="mb-1 text-sm text-muted">
              <Term name="ghost">Its ghost of you</Term>
            </p>
            <Foretelling foresight={trainer.foresight} rounds={rounds} />
          </div>
        </section>
      ) : null}
      <section aria-label="Updates" className="border-t border-line pt-5">
        <p className="text-sm text-muted">
          <Term name="updates">Updates sent to the server</Term>
        </p>
        <dl className="mt-2 grid grid-cols-3 gap-3">
          <Count label="sent" value={learning.sent} />
          <Count label="applied" value={learning.applied} />
          <Count label="refused" value={learning.refused} />
        </dl>
        {learning.refusal ? <p className="mt-2 text-sm text-muted">Last refusal: {learning.refusal}</p> : null}
      </section>
      <section aria-label="The trainer" className="border-t border-line pt-5">
        {learning.resting ? (
          <p className="flex items-start gap-2.5 text-sm">
            <Moon aria-hidden className="mt-0.5 size-4 shrink-0 text-agent-text" />
            {learning.resting === 'over'
              ? 'Learning stopped with the match.'
              : 'Learning rests while this tab is hidden.'}
          </p>
        ) : (
          <output className="block text-sm leading-relaxed">{trainer.message}</output>
        )}
        <p className="figures mt-2 text-xs text-faint">
          {trainer.backend ? `runs on ${backendWords(trainer.backend)}` : 'choosing a backend'} ·{' '}
          {plural(trainer.updates, 'learning step')}
          {trainer.rollbacks > 0 ? ` · went back ${plural(trainer.rollbacks, 'time')}` : ''}
        </p>
      </section>
    </>
  )
}

/** How far off the ghost is, beside somebody who does not know the player. */
function Foretelling({ foresight, rounds }: { foresight: Foresight | null; rounds: string }): ReactNode {
  if (!foresight) return <p className="mt-1.5 text-xs text-faint">It needs a few {rounds} first.</p>
  const { about, error, stranger, unit, count: foretold } = foresight
  const figure = (value: number): string => value.toFixed(stranger < 10 ? 2 : 0)
  return (
    <>
      <p className="text-sm">
        <span className="numeral text-3xl">{figure(error)}</span> {unit} off about {about}
      </p>
      <p className="mt-1.5 text-xs text-faint">
        Whoever does not know you would be {figure(stranger)} off. Your last {count(foretold)}.
      </p>
    </>
  )
}

/** Which revision plays and since when it knows what it knows. */
export function RevisionLine({
  snapshot,
  seat,
  first,
  learning,
  now,
}: {
  snapshot: MatchSnapshot
  seat: number
  /** The revision at the start of the match. */
  first: number | undefined
  learning: LearningState | null
  /** Ms of the page's monotonic clock. */
  now: number
}): ReactNode {
  const policy = snapshot.policies[seat]
  const number = policy?.revision ?? first
  const at = policy ? (learning?.learnedAt.get(policy.hash) ?? policy.at) : null
  return (
    <div className="flex items-baseline justify-between gap-4">
      <p className="text-sm text-muted">
        <Term name="revision">plays revision</Term>
      </p>
      <p className="text-right">
        <span className="numeral text-4xl text-agent-text" data-testid="revision">
          {number ?? '–'}
        </span>
        <span className="ml-2 block text-xs text-faint">
          {at === null ? 'as it came into the match' : `learned ${since(now - at)}`}
        </span>
      </p>
    </div>
  )
}

const since = (millis: number): string => {
  const seconds = Math.max(0, Math.round(millis / 1000))
  if (seconds < 2) return 'just now'
  return seconds < 60 ? `${seconds} s ago` : `${Math.round(seconds / 60)} min ago`
}

function Figure({ value, label }: { value: string; label: ReactNode }): ReactNode {
  return (
    <div>
      <p className="numeral text-3xl">{value}</p>
      <p className="mt-1 text-sm leading-snug text-muted">{label}</p>
    </div>
  )
}

function Count({ label, value }: { label: string; value: number }): ReactNode {
  return (
    <div className="flex flex-col-reverse">
      <dt className="text-sm text-muted">{label}</dt>
      <dd className="figures text-xl" data-testid={`updates-${label}`}>
        {count(value)}
      </dd>
    </div>
  )
}
