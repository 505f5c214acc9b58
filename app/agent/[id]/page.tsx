import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { AgentView } from '../../../game/protocol/http.ts'
import { agentPath } from '../../_api/api-paths.ts'
import { Prefetched } from '../../_api/prefetched.tsx'
import { dataOf, mapReply, readApi, readSession, repliesOf, sayMissing } from '../../_api/read-api.ts'
import { PlayProvider } from '../../_lobby/play-provider.tsx'
import { metadataOf } from '../../_share/metadata.ts'
import { aboutAgent } from '../../_share/words.ts'
import { AgentPage } from './agent-page.tsx'
import { NoAgent } from './no-agent.tsx'

interface Props {
  params: Promise<{ id: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id } = await params
  const reply = await readApi(AgentView, agentPath(id))
  return metadataOf(`/agent/${id}`, dataOf(mapReply(reply, aboutAgent)), {
    title: reply === 'missing' ? 'No such agent' : 'Agent',
  })
}

/** One agent: who it is, its checkpoints, its rating, its matches. */
export default async function Page({ params }: Props): Promise<ReactNode> {
  const { id } = await params
  const path = agentPath(id)
  const [reply, session] = await Promise.all([readApi(AgentView, path), readSession()])
  if (reply === 'missing') {
    sayMissing()
    return (
      <div className="page flex grow flex-col">
        <NoAgent />
      </div>
    )
  }
  return (
    <Prefetched replies={{ ...session, ...repliesOf(path, reply) }}>
      <PlayProvider>
        <div className="page flex grow flex-col">
          <AgentPage id={id} />
        </div>
      </PlayProvider>
    </Prefetched>
  )
}
