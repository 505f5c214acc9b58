import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { PlayProvider } from '../../_lobby/play-provider.tsx'
import { AgentPage } from './agent-page.tsx'

export const metadata: Metadata = { title: 'Agent' }

/** One agent: who it is, its checkpoints, its rating, its matches. */
export default async function Page({ params }: { params: Promise<{ id: string }> }): Promise<ReactNode> {
  const { id } = await params
  return (
    <PlayProvider>
      <div className="page">
        <AgentPage id={id} />
      </div>
    </PlayProvider>
  )
}
