import type { Metadata } from 'next'
import { Suspense, type ReactNode } from 'react'
import { DailyView } from '../../game/protocol/http.ts'
import { DEFAULT_TASK } from '../../game/tasks/default-task.ts'
import { dailyPath } from '../_api/api-paths.ts'
import { Prefetched } from '../_api/prefetched.tsx'
import { readApi, repliesOf, sayMissing } from '../_api/read-api.ts'
import { PlayProvider } from '../_lobby/play-provider.tsx'
import { generalPicture, metadataOf } from '../_share/metadata.ts'
import { SkeletonRows } from '../_ui/skeleton.tsx'
import { DailyPage } from './daily-page.tsx'

export const generateMetadata = (): Promise<Metadata> =>
  metadataOf(
    '/daily',
    {
      title: 'Today’s newborn',
      description: 'Everybody raises the same newborn for three minutes. Whose becomes the strongest?',
    },
    { openGraph: generalPicture },
  )

/** The newborn of the day. */
export default async function Page({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}): Promise<ReactNode> {
  const { task } = await searchParams
  const path = dailyPath([task].flat()[0] ?? DEFAULT_TASK)
  const reply = await readApi(DailyView, path)
  if (reply === 'missing') sayMissing()
  return (
    <Prefetched replies={repliesOf(path, reply)}>
      <PlayProvider>
        <div className="page">
          <Suspense fallback={<SkeletonRows rows={6} label="Loading today’s newborn" />}>
            <DailyPage />
          </Suspense>
        </div>
      </PlayProvider>
    </Prefetched>
  )
}
