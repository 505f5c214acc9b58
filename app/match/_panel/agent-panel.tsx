'use client'

import { Fragment, type ReactNode } from 'react'
import type { SeatHolder } from '../../../game/core/match-log.ts'
import type { MatchEntry, MatchSnapshot } from '../../_net/match-snapshot.ts'
import type { Court, CourtHelp } from '../../_stage/court.ts'
import { ticksAsMs } from '../../_ui/format.ts'
import type { Difficulty } from '../../../game/protocol/terms.ts'
import { DifficultyPanel } from './difficulty-panel.tsx'
import type { LearningState } from './learning-link.ts'
import { LearningPanel, RevisionLine } from './learning-panel.tsx'
import { LiveBars } from './live-bars.tsx'
import { LiveChance } from './live-chance.tsx'
import type { MindLog } from './mind-log.ts'
import { countsForBoard } from '../counts-for-board.ts'
import { nameOf } from '../name-of.ts'
import { GameWords, Term } from './terms.tsx'
import { monotonic, useNow } from '../../_ui/use-now.ts'

/** Beside the court: the agent's mind as something alive, and what it has learned; in ranked play only who it is. */
export function AgentPanel({
  court,
  snapshot,
  entry,
  minds,
  learning,
  onDifficulty,
}: {
  court: Court
  snapshot: MatchSnapshot
  entry: MatchEntry
  minds: MindLog
  learning: LearningState | null
  onDifficulty: (difficulty: Difficulty) => void
}): ReactNode {
  const now = useNow(1000, monotonic) ?? 0
  const seat = entry.header.seats.findIndex((holder) => holder.kind === 'agent')
  const holder = entry.header.seats[seat]
  if (!holder || holder.kind !== 'agent') return <PeoplePanel entry={entry} help={court.help} />
  const { task } = entry
  const thinks = entry.mode === 'sparring' && holder.brain === 'policy'
  return (
    <GameWords value={court.words}>
      <div className="flex flex-col gap-5">
        <header>
          <h2 className="title text-lg text-agent-text">{nameOf(entry, seat)}</h2>
          <p className="mt-0.5 text-sm text-muted">{describe(entry, holder, learning !== null)}</p>
        </header>
        {holder.brain === 'policy' && entry.mode === 'sparring' ? (
          <RevisionLine snapshot={snapshot} seat={seat} first={holder.revision} learning={learning} now={now} />
        ) : null}
        {snapshot.presence?.difficulty ? (
          <DifficultyPanel
            state={snapshot.presence.difficulty}
            lead={entry.seat === null ? 0 : snapshot.scores[entry.seat]! - snapshot.scores[seat]!}
            mine={entry.seat !== null}
            rest={court.words.rest}
            onChange={onDifficulty}
          />
        ) : null}
        {thinks ? (
          <>
            {court.roundsAreWon ? (
              <section aria-label="What it expects" className="border-t border-line pt-5">
                <p className="mb-1 text-sm text-muted">
                  <Term name="chance">It expects to win this {court.words.round}</Term>
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
        <dl className="grid grid-cols-2 gap-x-5 gap-y-4 border-t border-line pt-5">
          <Fact
            label={<Term name="reaction">reaction</Term>}
            value={ticksAsMs(holder.actionLatency + holder.reactionTicks, task.ticksPerSecond)}
          />
          <Fact label={<Term name="late">late decisions</Term>} value={String(snapshot.lateDecisions[seat] ?? 0)} />
        </dl>
        {entry.seat === null ? null : <Help help={court.help} />}
      </div>
    </GameWords>
  )
}

function describe(entry: MatchEntry, holder: Extract<SeatHolder, { kind: 'agent' }>, learns: boolean): string {
  if (learns && (entry.seat === null || entry.task.study === null)) return 'It learns while it plays, in this browser.'
  if (learns) return 'It learns from you while you play, in this browser.'
  if (holder.brain === 'built-in') return 'A built-in opponent: a small program that never changes.'
  if (countsForBoard(entry))
    return `A frozen checkpoint. It does not learn here, so that its ${entry.task.scoring.ranked} means something.`
  return entry.mode === 'sparring' && entry.seat === null && entry.header.seats.length > 1
    ? 'It learns from the person it plays.'
    : 'It does not learn in this match.'
}

const PEOPLE = [
  'Nobody',
  'One person',
  ...['Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight'].map((n) => `${n} people`),
]

function PeoplePanel({ entry, help }: { entry: MatchEntry; help: CourtHelp }): ReactNode {
  const { length } = entry.header.seats
  return (
    <div className="flex flex-col gap-5">
      <h2 className="title text-lg">
        {length === 1 ? 'Alone' : PEOPLE[length]}, {countsForBoard(entry) ? 'for the board' : 'for fun'}
      </h2>
      <p className="text-sm text-muted">{whatCounts(entry)}</p>
      {entry.seat === null ? null : <Help help={help} />}
    </div>
  )
}

/** What a match without agents means for the board. */
function whatCounts(entry: MatchEntry): string {
  const { task, header } = entry
  const counts = countsForBoard(entry)
  if (!entry.public) return 'A private match: only those with its link can see it, and nothing counts for the board.'
  if (task.scoring.ranked === 'score')
    return counts ? 'The score counts once the game is over. A game that is left does not.' : 'Nothing here counts.'
  if (!counts) return header.seats.length === 1 ? 'No rating moves.' : 'No rating moves, whoever wins.'
  return `The result moves everybody’s rating. ${task.leaver === 'ends' ? 'Who leaves loses.' : 'Who leaves comes last.'}`
}

function Fact({ label, value }: { label: ReactNode; value: string }): ReactNode {
  return (
    <div className="flex flex-col-reverse justify-end">
      <dt className="text-sm text-muted">{label}</dt>
      <dd className="figures text-xl">{value}</dd>
    </div>
  )
}

/** How it is played. */
export function Help({ help: { keys, keysDo, others } }: { help: CourtHelp }): ReactNode {
  return (
    <p className="border-t border-line pt-5 text-sm text-muted">
      {keys.map((group, i) => (
        <Fragment key={group.join()}>
          {i > 0 ? 'or ' : null}
          {group.map((key) => (
            <Fragment key={key}>
              <kbd className="figures rounded-sm border border-line-strong px-1.5">{key}</kbd>{' '}
            </Fragment>
          ))}
        </Fragment>
      ))}
      {keysDo}. {others}
    </p>
  )
}
