'use client'

import { Fragment, useState, type ReactNode } from 'react'
import type { SeatHolder } from '../../../game/core/match-log.ts'
import type { MatchEntry, MatchSnapshot } from '../../_net/match-snapshot.ts'
import type { Court, CourtHelp } from '../../_stage/court.ts'
import type { Difficulty } from '../../../game/protocol/terms.ts'
import { AgentChoice, agentSeats } from './agent-choice.tsx'
import { DifficultyPanel } from './difficulty-panel.tsx'
import type { LearningState } from './learning-link.ts'
import { Learned } from './learned.tsx'
import { learnedSentence } from './learned-words.ts'
import { Hood } from './hood.tsx'
import type { MindLog } from './mind-log.ts'
import { countsForBoard } from '../counts-for-board.ts'
import { nameOf } from '../name-of.ts'
import { GameWords } from './terms.tsx'
import { UnderTheHood } from './under-the-hood.tsx'

/** Beside the court: the agent's mind as something alive, and what it has learned; in ranked play only who it is. Of several agents it tells of the
 *  one that is chosen. */
export function AgentPanel({
  court,
  snapshot,
  entry,
  minds,
  learning: partner,
  after,
  onDifficulty,
}: {
  court: Court
  snapshot: MatchSnapshot
  entry: MatchEntry
  minds: MindLog
  learning: LearningState | null
  /** What there is to see and do once the match is over. */
  after: ReactNode
  onDifficulty: (difficulty: Difficulty) => void
}): ReactNode {
  const agents = agentSeats(entry)
  const [chosen, setChosen] = useState<number | null>(null)
  const seat = chosen ?? agents[0] ?? -1
  const holder = entry.header.seats[seat]
  if (!holder || holder.kind !== 'agent') return <PeoplePanel entry={entry} help={court.help} after={after} />
  const learning = seat === entry.learning?.seat ? partner : null
  return (
    <GameWords value={court.words}>
      <div className="flex flex-col gap-5">
        {agents.length > 1 ? <AgentChoice entry={entry} seat={seat} onChange={setChosen} /> : null}
        <header>
          <h2 className="text-sm font-[560] text-agent-text">{nameOf(entry, seat)}</h2>
          <p className="title mt-1 text-lg" data-testid="learned">
            {learning && entry.task.study && entry.seat !== null
              ? learnedSentence(learning.trainer, court.words.rounds)
              : describe(entry, holder, learning !== null)}
          </p>
        </header>
        {after}
        {learning ? (
          <Learned learning={learning} rounds={court.words.rounds} even={entry.header.seats.length === 2} />
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
        <UnderTheHood>
          <Hood court={court} snapshot={snapshot} entry={entry} seat={seat} minds={minds} learning={learning} />
        </UnderTheHood>
        {entry.seat === null || after ? null : <Help help={court.help} />}
      </div>
    </GameWords>
  )
}

function describe(entry: MatchEntry, holder: Extract<SeatHolder, { kind: 'agent' }>, learns: boolean): string {
  if (learns) return 'It learns while it plays, in this browser.'
  if (holder.brain === 'built-in') return 'A practice machine: a small program that never changes.'
  if (countsForBoard(entry))
    return `It does not learn in ranked play, so that its ${entry.task.scoring.ranked} means something.`
  return entry.mode === 'sparring' && entry.seat === null && entry.header.seats.length > 1
    ? 'It learns from the person it plays.'
    : 'It does not learn in this match.'
}

const PEOPLE = [
  'Nobody',
  'One person',
  ...['Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight'].map((n) => `${n} people`),
]

function PeoplePanel({ entry, help, after }: { entry: MatchEntry; help: CourtHelp; after: ReactNode }): ReactNode {
  const { length } = entry.header.seats
  return (
    <div className="flex flex-col gap-5">
      <h2 className="title text-lg">
        {length === 1 ? 'Alone' : PEOPLE[length]}, {countsForBoard(entry) ? 'for the board' : 'for fun'}
      </h2>
      <p className="text-sm text-muted">{whatCounts(entry)}</p>
      {after ?? (entry.seat === null ? null : <Help help={help} />)}
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
  return `The result moves everybody’s rating. ${task.leaver === 'ends' ? 'Whoever leaves loses.' : 'Whoever leaves comes last.'}`
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
