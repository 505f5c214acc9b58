'use client'

import type { ReactNode } from 'react'
import { decisionPace } from '../../_lobby/decision-pace.ts'
import type { MatchEntry, MatchSnapshot } from '../../_net/match-snapshot.ts'
import type { Court } from '../../_stage/court.ts'
import { cx } from '../../_ui/cx.ts'
import { ticksAsMs } from '../../_ui/format.ts'
import { monotonic, useNow } from '../../_ui/use-now.ts'
import type { LearningState } from './learning-link.ts'
import { Fact, LearningPanel, RevisionLine } from './learning-panel.tsx'
import { LiveBars } from './live-bars.tsx'
import { LiveChance } from './live-chance.tsx'
import type { MindLog } from './mind-log.ts'
import { Term } from './terms.tsx'

/** How the agent in this seat works, and what its trainer does. */
export function Hood({
  court,
  snapshot,
  entry,
  seat,
  minds,
  learning,
}: {
  court: Court
  snapshot: MatchSnapshot
  entry: MatchEntry
  seat: number
  minds: MindLog
  learning: LearningState | null
}): ReactNode {
  const now = useNow(1000, monotonic) ?? 0
  const { task } = entry
  const holder = entry.header.seats[seat]
  if (holder?.kind !== 'agent') return null
  const isShown = holder.brain === 'policy' && entry.mode === 'sparring'
  return (
    <>
      {isShown ? (
        <>
          <RevisionLine snapshot={snapshot} seat={seat} first={holder.revision} learning={learning} now={now} />
          {court.roundsAreWon ? (
            <section aria-label="What it expects" className="border-t border-line pt-5">
              <p className="mb-3 text-sm text-muted">
                <Term name="chance">How it thinks this {court.words.round} ends</Term>
              </p>
              <LiveChance minds={minds} seat={seat} />
            </section>
          ) : null}
          <section aria-label="What it is about to do" className="border-t border-line pt-5">
            <p className="mb-3 text-sm text-muted">
              {task.action.kind === 'continuous' ? (
                'Where it steers, and how firmly'
              ) : (
                <Term name="confidence">Its confidence in each action</Term>
              )}
            </p>
            <LiveBars minds={minds} seat={seat} space={task.action} />
          </section>
        </>
      ) : null}
      {learning ? (
        <LearningPanel learning={learning} rounds={court.words.rounds} studies={task.study !== null} />
      ) : null}
      <dl className={cx('grid grid-cols-2 gap-x-5 gap-y-4', isShown && 'border-t border-line pt-5')}>
        <Fact
          label={<Term name="reaction">reaction</Term>}
          value={ticksAsMs(holder.actionLatency + holder.reactionTicks, task.ticksPerSecond)}
        />
        <Fact label={<Term name="pace">decisions</Term>} value={decisionPace(task, holder.decisionPeriod)} />
        <Fact label={<Term name="late">late decisions</Term>} value={String(snapshot.lateDecisions[seat] ?? 0)} />
      </dl>
    </>
  )
}
