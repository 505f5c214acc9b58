'use client'

import { useRef, useState, type ReactNode } from 'react'
import { playersOptions, sayOptions } from '../../game/core/task-options.ts'
import type { SeatRange, Task } from '../../game/core/task.ts'
import { useAgents, useMe, useSession } from '../_api/use-api.ts'
import { useTasks } from '../_api/use-tasks.ts'
import { usePlay } from '../_lobby/play-provider.tsx'
import { prepareToPlay } from '../_lobby/prepare-match.ts'
import { Failure } from '../_ui/failure.tsx'
import { plural } from '../_ui/format.ts'
import { onDemand } from '../_ui/on-demand.tsx'
import { Section } from '../_ui/section.tsx'
import { Segmented } from '../_ui/segmented.tsx'
import { Skeleton, SkeletonRows } from '../_ui/skeleton.tsx'
import { useWanted } from '../_ui/use-wanted.ts'
import { agentWish, type Rules } from './agent-wish.ts'
import { AgentGroups } from './agent-groups.tsx'
import { AgentRow, AloneRow, FriendRow, PersonRow } from './opponent-rows.tsx'

type Mode = 'sparring' | 'ranked'

const SparringForm = onDemand(async () => (await import('./sparring-form.tsx')).SparringForm)

/** The choice of whom to play besides the one big button: agents in sparring or ranked, the next person, a friend; all of one game. range: how many play
 *  it, which is known before all the rest of the task is here. */
export function Opponents({ task: taskId, range }: { task: string; range: SeatRange }): ReactNode {
  const [mode, setMode] = useState<Mode>('sparring')
  const [rules, setRules] = useState<Rules>({ options: {}, reactionTicks: null, decisionPeriod: null })
  const [seats, setSeats] = useState<number | null>(null)
  const place = useRef<HTMLDivElement>(null)
  const tasks = useTasks(useWanted(place))
  const agents = useAgents()
  const session = useSession()
  const lobby = usePlay()
  const task = tasks?.find(taskId) ?? null
  const list = agents.data?.agents.filter((agent) => agent.task === taskId) ?? []
  const usual = list[0]?.reactionTicks ?? 8
  const sizes = sizesOf(range)
  const size = seats ?? usualSize(range)
  const alone = size === 1
  const chosen = sizes.length > 1 ? { seats: size } : {}

  // Who plays alone is asked nothing of how agents are held back.
  const asked = alone ? { ...rules, reactionTicks: null, decisionPeriod: null } : rules
  const play = (named: { agentId?: string; beside?: string }): void =>
    void lobby.play(agentWish(mode, taskId, named, chosen.seats ?? null, asked))
  // The trainer's worker is started by who means to press, not by who looks through the list.
  const prepare = ({ target }: { target: EventTarget }): void => {
    if (target instanceof Element && target.closest('button')) prepareToPlay(taskId, mode === 'sparring')
  }
  const connecting = (wanted: string): boolean => lobby.status === 'connecting' && lobby.request?.mode === wanted

  return (
    <div ref={place} id="opponents" className="scroll-mt-8">
      <Section title={alone ? 'Play, race, or watch' : 'Choose an opponent'}>
        <div className="grid gap-x-20 gap-y-10 lg:grid-cols-[minmax(0,1fr)_18rem]">
          <div className="flex flex-col gap-6 lg:sticky lg:top-8 lg:col-start-2 lg:row-start-1 lg:self-start">
            <Segmented
              label="Kind of match"
              hideLabel
              value={mode}
              onChange={setMode}
              options={[
                { value: 'sparring', label: alone ? 'Practice' : 'Sparring' },
                { value: 'ranked', label: 'Ranked' },
              ]}
            />
            <p className="text-muted">{modeInWords(mode, task, alone)}</p>
            {sizes.length > 1 ? (
              <Segmented
                label="Players"
                value={size}
                onChange={setSeats}
                options={sizes.map((size) => ({ value: size, label: <span className="figures">{size}</span> }))}
              />
            ) : null}
            {!task ? (
              <Skeleton className="h-40 w-full" />
            ) : mode === 'ranked' ? (
              <p className="text-sm text-muted">{rankedRules(task)}</p>
            ) : (
              <SparringForm task={task} seats={size} usual={usual} rules={rules} onRules={setRules} />
            )}
          </div>
          <div
            className="lg:col-start-1 lg:row-start-1"
            onPointerEnter={() => prepareToPlay(taskId)}
            onPointerDown={prepare}
            onFocus={prepare}
          >
            {alone ? (
              <ul aria-label="Alone" className="divide-y divide-line border-y border-line">
                <AloneRow
                  mode={mode}
                  busy={connecting(mode) && requestedAgent(lobby.request) === null}
                  onPlay={() => play({})}
                />
              </ul>
            ) : null}
            {agents.error && !agents.data ? (
              <Failure error={agents.error} what="The opponents" retry={() => void agents.mutate()} />
            ) : agents.data ? (
              <AgentGroups
                agents={list}
                levels={task?.scoring.ranked === 'rating'}
                first={!alone}
                row={(agent) => (
                  <AgentRow
                    key={agent.id}
                    agent={agent}
                    task={task}
                    watched={alone}
                    mode={mode}
                    busy={lobby.status === 'connecting' && requestedAgent(lobby.request) === agent.id}
                    onPlay={() => play({ agentId: agent.id })}
                    {...(range.max === 1 ? { onRace: () => play({ beside: agent.id }) } : {})}
                    partner={agent.kind === 'house' && session.data?.user ? <PartnerMark parentId={agent.id} /> : null}
                  />
                )}
              />
            ) : (
              <SkeletonRows rows={6} label="Loading the agents" tall />
            )}
            {alone ? null : (
              <ul aria-label="People" className="divide-y divide-line border-y border-line">
                <PersonRow
                  rules={task ? sayOptions(task, {}) : ''}
                  seats={chosen.seats ?? 2}
                  busy={connecting('people')}
                  onPlay={() => void lobby.play({ mode: 'people', task: taskId, ...chosen })}
                />
                <FriendRow
                  seats={chosen.seats ?? 2}
                  busy={connecting('invite')}
                  onPlay={() => void lobby.play({ mode: 'invite', task: taskId, options: rules.options, ...chosen })}
                />
              </ul>
            )}
          </div>
        </div>
      </Section>
    </div>
  )
}

/** How many can play, the person included. */
const sizesOf = ({ min, max }: SeatRange): number[] => Array.from({ length: max - min + 1 }, (_, i) => min + i)

/** As few as are usual: two, where two can play. */
const usualSize = ({ min, max }: SeatRange): number => Math.min(max, Math.max(2, min))

/** alone: nobody else plays. */
function modeInWords(mode: Mode, task: Task | null, alone: boolean): string {
  if (alone)
    return mode === 'sparring'
      ? 'By rules of your own. Nothing counts. An agent that you watch is your own copy, and learns while it plays.'
      : 'By the usual rules. It counts for the board. An agent that you watch plays without learning.'
  if (mode === 'ranked' && task?.scoring.ranked === 'score')
    return 'It plays its best and learns nothing meanwhile. What each of you comes to counts for the board.'
  if (mode === 'ranked') return 'It plays its best and learns nothing meanwhile. The result moves both your ratings.'
  return 'Your own copy of the agent plays you, learns while it does, and remembers you the next time. Not rated.'
}

/** "First to 11. Whoever leaves a ranked match loses it." */
function rankedRules(task: Task): string {
  const rules = sayOptions(task, {})
  const leaving =
    task.scoring.ranked === 'score'
      ? 'A game that is left does not count.'
      : task.leaver === 'ends'
        ? 'Whoever leaves a ranked match loses it.'
        : 'Whoever leaves a ranked match is last.'
  return playersOptions(task).length > 0 ? `${rules[0]!.toUpperCase()}${rules.slice(1)}. ${leaving}` : leaving
}

function requestedAgent(request: ReturnType<typeof usePlay>['request']): string | null {
  return request?.mode === 'sparring' || request?.mode === 'ranked' ? (request.agentId ?? request.beside ?? null) : null
}

/** How far I have come with my own copy of this agent, where there is one. */
function PartnerMark({ parentId }: { parentId: string }): ReactNode {
  const partner = useMe().data?.partners.find((candidate) => candidate.parentId === parentId)
  return partner ? (
    <span className="text-sm text-muted">knows you from {plural(partner.matches, 'match', 'matches')}</span>
  ) : null
}
