'use client'

import { Moon } from 'lucide-react'
import type { ReactNode } from 'react'
import type { MatchSnapshot } from '../../_net/match-snapshot.ts'
import { backendWords } from '../../_trainer/trainer-backend.ts'
import type { ShownFigure } from '../../_trainer/trainer-protocol.ts'
import { count, plural } from '../../_ui/format.ts'
import type { LearningState } from './learning-link.ts'
import { Explained, Term } from './terms.tsx'

/** What a partner's trainer does in this browser, for the curious. */
export function LearningPanel({
  learning,
  rounds,
  studies,
}: {
  learning: LearningState
  rounds: string
  /** Whether it studies its player in this game. */
  studies: boolean
}): ReactNode {
  const { trainer } = learning
  return (
    <>
      <section aria-label="What it has done" className="border-t border-line pt-5">
        <dl className="grid grid-cols-2 gap-x-5 gap-y-4">
          {studies ? (
            <Fact label={<Term name="studied">your moves studied</Term>} value={count(trainer.studiedMoves)} />
          ) : null}
          <Fact
            label={<Term name={studies ? 'practice' : 'practised'}>practice {rounds}</Term>}
            value={count(trainer.practicePoints)}
          />
        </dl>
      </section>
      <section aria-label="Updates" className="border-t border-line pt-5">
        <p className="text-sm text-muted">
          <Term name="updates">Updates sent to the server</Term>
        </p>
        <dl className="mt-2 grid grid-cols-3 gap-3">
          <Fact label="sent" value={count(learning.sent)} testId="updates-sent" />
          <Fact label="applied" value={count(learning.applied)} testId="updates-applied" />
          <Fact label="refused" value={count(learning.refused)} testId="updates-refused" />
        </dl>
        {learning.refusal ? <p className="mt-2 text-sm text-muted">Last refusal: {learning.refusal}</p> : null}
      </section>
      {trainer.figures.length > 0 ? <AlgorithmFigures figures={trainer.figures} /> : null}
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

/** What the algorithm reports of its last update. */
function AlgorithmFigures({ figures }: { figures: readonly ShownFigure[] }): ReactNode {
  return (
    <section aria-label="The algorithm" className="border-t border-line pt-5">
      <dl className="grid grid-cols-[1fr_auto] gap-x-5 gap-y-1.5 text-sm">
        {figures.map(({ name, about, value }) => (
          <div key={name} className="contents">
            <dt className="text-muted">
              <Explained title={name} text={about}>
                {name}
              </Explained>
            </dt>
            <dd className="figures text-right">{value.toPrecision(3)}</dd>
          </div>
        ))}
      </dl>
    </section>
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
        <span className="numeral text-3xl text-agent-text" data-testid="revision">
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

/** A figure over what it counts. */
export function Fact({ label, value, testId }: { label: ReactNode; value: string; testId?: string }): ReactNode {
  return (
    <div className="flex flex-col-reverse justify-end">
      <dt className="text-sm text-muted">{label}</dt>
      <dd className="figures text-xl" data-testid={testId}>
        {value}
      </dd>
    </div>
  )
}
