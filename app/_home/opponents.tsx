'use client'

import { useState, type ReactNode } from 'react'
import type { AgentSummary } from '../../game/protocol/http.ts'
import { DEFAULT_TASK } from '../../game/tasks/default-task.ts'
import { TIMING } from '../../game/tasks/pong/layout.ts'
import { pongOptions } from '../../game/tasks/pong/options.ts'
import { useAgents, useMe, useSession } from '../_api/use-api.ts'
import { usePlay } from '../_lobby/play-provider.tsx'
import { reactionDelay, reactionSeconds } from '../_lobby/reaction-delay.ts'
import { Button } from '../_ui/button.tsx'
import { Failure } from '../_ui/failure.tsx'
import { Section } from '../_ui/section.tsx'
import { Segmented } from '../_ui/segmented.tsx'
import { SkeletonRows } from '../_ui/skeleton.tsx'
import { Slider } from '../_ui/slider.tsx'
import { AgentRow, FriendRow, PersonRow } from './opponent-rows.tsx'

type Mode = 'sparring' | 'ranked'

/** Whom to play besides the one big button: agents in sparring or ranked, the next person, a friend. */
export function Opponents(): ReactNode {
  const [mode, setMode] = useState<Mode>('sparring')
  const [reactionTicks, setReactionTicks] = useState<number | null>(null)
  const [target, setTarget] = useState(pongOptions.target.default)
  const agents = useAgents()
  const session = useSession()
  const lobby = usePlay()
  const list = agents.data?.agents ?? []
  const usual = list[0]?.reactionTicks ?? 8

  const play = (agent: AgentSummary): void =>
    void lobby.play(
      mode === 'ranked'
        ? { mode, task: agent.task, agentId: agent.id }
        : {
            mode,
            task: agent.task,
            agentId: agent.id,
            options: { target },
            ...(reactionTicks === null ? {} : { reactionTicks }),
          },
    )

  return (
    <div id="opponents" className="scroll-mt-8">
      <Section title="Choose an opponent">
        <div className="grid gap-x-20 gap-y-10 lg:grid-cols-[minmax(0,1fr)_18rem]">
          <div className="flex flex-col gap-6 lg:sticky lg:top-8 lg:col-start-2 lg:row-start-1 lg:self-start">
            <Segmented
              label="Kind of match"
              hideLabel
              value={mode}
              onChange={setMode}
              options={[
                { value: 'sparring', label: 'Sparring' },
                { value: 'ranked', label: 'Ranked' },
              ]}
            />
            <p className="text-muted">
              {mode === 'sparring'
                ? 'Your own copy of the agent plays you, learns while it does, and remembers you the next time. Not rated.'
                : 'The agent as it was frozen, at its own reaction delay. The result moves both your ratings.'}
            </p>
            {mode === 'sparring' ? (
              <>
                <div>
                  <Slider
                    label="Its reaction delay"
                    min={0}
                    max={TIMING.longestReactionTicks}
                    value={reactionTicks ?? usual}
                    onChange={setReactionTicks}
                    format={(ticks) => (reactionTicks === null ? 'its own' : reactionDelay(TIMING, ticks))}
                    hint={
                      reactionTicks === null
                        ? 'Each agent has its own. Move this to choose one for all.'
                        : delayHint(reactionSeconds(TIMING, reactionTicks))
                    }
                  />
                  {reactionTicks === null ? null : (
                    <Button size="sm" variant="quiet" className="-ml-3" onClick={() => setReactionTicks(null)}>
                      Use each agent&apos;s own
                    </Button>
                  )}
                </div>
                <Segmented
                  label={pongOptions.target.label}
                  value={target}
                  onChange={setTarget}
                  options={pongOptions.target.choices.map(({ value, label }) => ({
                    value,
                    label: <span className="figures">{label}</span>,
                  }))}
                />
              </>
            ) : (
              <p className="text-sm text-muted">First to 11. Whoever leaves a ranked match loses it.</p>
            )}
          </div>
          <div className="lg:col-start-1 lg:row-start-1">
            {agents.error && !agents.data ? (
              <Failure error={agents.error} what="The list of agents" retry={() => void agents.mutate()} />
            ) : agents.data ? (
              <ul aria-label="Agents" className="divide-y divide-line border-y border-line">
                {list.map((agent) => (
                  <AgentRow
                    key={agent.id}
                    agent={agent}
                    mode={mode}
                    reactionTicks={mode === 'sparring' ? (reactionTicks ?? agent.reactionTicks) : agent.reactionTicks}
                    busy={lobby.status === 'connecting' && requestedAgent(lobby.request) === agent.id}
                    onPlay={() => play(agent)}
                    partner={session.data?.user ? <PartnerMark parentName={agent.name} /> : null}
                  />
                ))}
              </ul>
            ) : (
              <SkeletonRows rows={6} label="Loading the agents" tall />
            )}
            <ul aria-label="People" className="divide-y divide-line border-b border-line">
              <PersonRow
                busy={lobby.status === 'connecting' && lobby.request?.mode === 'people'}
                onPlay={() => void lobby.play({ mode: 'people', task: DEFAULT_TASK })}
              />
              <FriendRow
                busy={lobby.status === 'connecting' && lobby.request?.mode === 'invite'}
                onPlay={() => void lobby.play({ mode: 'invite', task: DEFAULT_TASK, options: { target } })}
              />
            </ul>
          </div>
        </div>
      </Section>
    </div>
  )
}

function requestedAgent(request: ReturnType<typeof usePlay>['request']): string | null {
  return request?.mode === 'sparring' || request?.mode === 'ranked' ? (request.agentId ?? null) : null
}

function delayHint(seconds: number): string {
  if (seconds < 0.06) return 'Sees the ball as it is. Nobody is this fast.'
  if (seconds < 0.16) return 'Quicker than a person.'
  if (seconds < 0.24) return 'About as quick as you.'
  return 'Slower than a person: a good place to start.'
}

/** The revision of my partner that grew from this agent, where there is one. */
function PartnerMark({ parentName }: { parentName: string }): ReactNode {
  const partner = useMe().data?.partners.find((candidate) => candidate.parentName === parentName)
  return partner ? (
    <span className="text-sm text-muted">
      yours is at revision <span className="figures text-agent-text">{partner.headNumber}</span>
    </span>
  ) : null
}
