'use client'

import { useState, type ReactNode } from 'react'
import type { Task } from '../../../game/core/task.ts'
import { registry } from '../../../game/tasks/index.ts'
import { useSession } from '../../_api/use-api.ts'
import { playPath } from '../../_games/play-path.ts'
import { useRemembered } from '../../_trainer/use-remembered.ts'
import { ButtonLink } from '../../_ui/button.tsx'
import { EmptyState } from '../../_ui/empty-state.tsx'
import { Failure } from '../../_ui/failure.tsx'
import { PageHead } from '../../_ui/page-head.tsx'
import { Loading, Skeleton } from '../../_ui/skeleton.tsx'
import { GhostCourt } from './ghost-court.tsx'

/** To play against one's own ghost. taskId: of which game; the first where there is no such game. */
export function GhostScreen({ taskId }: { taskId: string | undefined }): ReactNode {
  const { data, error, mutate } = useSession()
  const task = registry.find(taskId ?? '') ?? registry.tasks[0]!
  if (data) return <GhostOf task={task} me={data.user} />
  return (
    <div className="page">
      <PageHead title="Your ghost" />
      {error ? (
        <Failure error={error} what="Your ghost" retry={() => void mutate()} />
      ) : (
        <Loading label="Looking for your ghost">
          <Skeleton className="h-64 w-full" />
        </Loading>
      )}
    </div>
  )
}

function GhostOf({ task, me }: { task: Task; me: { id: string; name: string } | null }): ReactNode {
  const person = useRemembered(task, me?.id ?? null)
  // Each match is another one, in which the seats change sides.
  const [round, setRound] = useState(0)
  if (me && person)
    return (
      <GhostCourt
        key={round}
        task={task}
        person={person}
        me={me}
        mySeat={round % 2}
        onAgain={() => setRound(round + 1)}
      />
    )
  return (
    <div className="page">
      <PageHead title="Your ghost" />
      <EmptyState
        title="No ghost yet"
        action={
          <ButtonLink href={playPath(task.id)} variant="primary">
            Find a partner
          </ButtonLink>
        }
      >
        Play a sparring match first: your partner makes a ghost of you, and this browser remembers it.
      </EmptyState>
    </div>
  )
}
