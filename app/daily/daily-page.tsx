'use client'

import { useSearchParams } from 'next/navigation'
import type { ReactNode } from 'react'
import { DEFAULT_TASK } from '../../game/tasks/default-task.ts'
import { useDaily } from '../_api/use-api.ts'
import { EmptyState } from '../_ui/empty-state.tsx'
import { Failure } from '../_ui/failure.tsx'
import { PageHead } from '../_ui/page-head.tsx'
import { Section } from '../_ui/section.tsx'
import { SkeletonRows } from '../_ui/skeleton.tsx'
import { DailyAside } from './daily-aside.tsx'
import { DailyTable } from './daily-table.tsx'
import { timeInWords } from './daily-words.ts'
import { RaiseButton } from './raise-button.tsx'
import { YourTries } from './your-tries.tsx'

/** The newborn of the day: what it is, the one button, my tries, and who made it how strong. */
export function DailyPage(): ReactNode {
  const task = useSearchParams().get('task') ?? DEFAULT_TASK
  const { data, error, mutate } = useDaily(task)
  return (
    <>
      <PageHead title="Today’s newborn" actions={data ? <RaiseButton task={task} left={data.triesLeft} /> : null}>
        It has never played. Raise it for {timeInWords(data?.seconds ?? 180)}: it learns from every ball between you.
        Everybody starts with the same one. Whose becomes the strongest?
      </PageHead>
      {!data ? (
        error ? (
          <Failure error={error} what="Today’s newborn" retry={() => void mutate()} />
        ) : (
          <SkeletonRows rows={6} label="Loading today’s newborn" />
        )
      ) : (
        <div className="grid gap-x-16 gap-y-14 lg:grid-cols-[minmax(0,1fr)_18rem]">
          <Section title="Trainers of the day">
            {data.rows.length === 0 ? (
              <EmptyState title="Nobody has raised it yet">
                Yours would be the first, and the strongest until somebody does better.
              </EmptyState>
            ) : (
              <DailyTable rows={data.rows} task={task} />
            )}
            <p className="mt-6 max-w-prose text-sm text-muted">
              After your match the server lets your newborn play, as it is then, against the same opponents for
              everybody. Strength is the share of points that it wins, with the range in which it may truly lie. It
              never touches a rating.
            </p>
          </Section>
          <div className="flex flex-col gap-12">
            <YourTries tries={data.tries} left={data.triesLeft} />
            <DailyAside daily={data} />
          </div>
        </div>
      )}
    </>
  )
}
