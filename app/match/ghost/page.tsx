import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { GhostScreen } from '../_ghost/ghost-screen.tsx'

export const metadata: Metadata = { title: 'Your ghost' }

/** A match against one's own ghost. `?task=` says of which game. */
export default async function GhostPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}): Promise<ReactNode> {
  const { task } = await searchParams
  return <GhostScreen taskId={typeof task === 'string' ? task : undefined} />
}
