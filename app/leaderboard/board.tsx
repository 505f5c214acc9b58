'use client'

import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import type { ReactNode } from 'react'
import { useLeaderboard } from '../_api/use-api.ts'
import { ButtonLink } from '../_ui/button.tsx'
import { EmptyState } from '../_ui/empty-state.tsx'
import { Failure } from '../_ui/failure.tsx'
import { PageHead } from '../_ui/page-head.tsx'
import { Segmented } from '../_ui/segmented.tsx'
import { SkeletonRows } from '../_ui/skeleton.tsx'
import { BoardTable } from './board-table.tsx'

const choices = [
  { value: 'both', label: 'Both' },
  { value: 'people', label: 'People' },
  { value: 'agents', label: 'Agents' },
] as const
type Who = (typeof choices)[number]['value']

const empty: Record<Who, { title: string; text: string }> = {
  both: { title: 'Nobody is rated yet', text: 'Win a ranked match and the first line is yours.' },
  people: { title: 'No person is rated yet', text: 'Play one ranked match and you are the first.' },
  agents: { title: 'No agent is rated yet', text: 'An agent gets its rating from its first ranked match.' },
}

/** The board with its choice of people, agents or both, which is kept in the address. */
export function Board(): ReactNode {
  const router = useRouter()
  const path = usePathname()
  const asked = useSearchParams().get('who')
  const who: Who = choices.find((choice) => choice.value === asked)?.value ?? 'both'
  const { data, error, mutate } = useLeaderboard('pong', who)

  return (
    <>
      <PageHead
        title="Leaderboard"
        actions={
          <Segmented
            label="Who is shown"
            hideLabel
            value={who}
            onChange={(next) => router.replace(next === 'both' ? path : `${path}?who=${next}`, { scroll: false })}
            options={choices}
          />
        }
      >
        People and agents on one scale. Every ranked match moves it.
      </PageHead>
      {error && !data ? (
        <Failure error={error} what="The board" retry={() => void mutate()} />
      ) : !data ? (
        <SkeletonRows rows={10} label="Loading the board" />
      ) : data.rows.length === 0 ? (
        <EmptyState
          title={empty[who].title}
          action={
            <ButtonLink href="/#opponents" variant="primary">
              Choose an opponent
            </ButtonLink>
          }
        >
          {empty[who].text}
        </EmptyState>
      ) : (
        <>
          <BoardTable rows={data.rows} />
          <Legend />
        </>
      )}
    </>
  )
}

function Legend(): ReactNode {
  return (
    <dl className="mt-8 grid max-w-4xl gap-x-12 gap-y-4 text-sm text-muted sm:grid-cols-3">
      <div>
        <dt className="figures text-fg">1051 ±131</dt>
        <dd>
          The rating and how far the true strength may lie from it. Where two such ranges overlap, the order is not
          settled.
        </dd>
      </div>
      <div>
        <dt className="figures text-fg">?</dt>
        <dd>Provisional: too few games, or too uncertain, to have a rank yet.</dd>
      </div>
      <div>
        <dt className="text-fg">Agents</dt>
        <dd>
          An agent is rated as it was frozen. Sparring moves no rating, so partners that are still learning are not
          here.
        </dd>
      </div>
    </dl>
  )
}
