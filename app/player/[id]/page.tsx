import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { PlayerView } from '../../../game/protocol/http.ts'
import { playerPath } from '../../_api/api-paths.ts'
import { Prefetched } from '../../_api/prefetched.tsx'
import { dataOf, mapReply, readApi, readSession, repliesOf, sayMissing } from '../../_api/read-api.ts'
import { PlayProvider } from '../../_lobby/play-provider.tsx'
import { metadataOf } from '../../_share/metadata.ts'
import { aboutPlayer } from '../../_share/words.ts'
import { PlayerPage } from './player-page.tsx'
import { NoPlayer } from './no-player.tsx'

interface Props {
  params: Promise<{ id: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id } = await params
  const reply = await readApi(PlayerView, playerPath(id))
  return metadataOf(`/player/${id}`, dataOf(mapReply(reply, aboutPlayer)), {
    title: reply === 'missing' ? 'Nobody to see here' : 'Player',
  })
}

/** What everybody may see of a person: ranks, partners, matches. */
export default async function Page({ params }: Props): Promise<ReactNode> {
  const { id } = await params
  const path = playerPath(id)
  const [reply, session] = await Promise.all([readApi(PlayerView, path), readSession()])
  if (reply === 'missing') {
    sayMissing()
    return (
      <div className="page flex grow flex-col">
        <NoPlayer />
      </div>
    )
  }
  return (
    <Prefetched replies={{ ...session, ...repliesOf(path, reply) }}>
      <PlayProvider>
        <div className="page flex grow flex-col">
          <PlayerPage id={id} />
        </div>
      </PlayProvider>
    </Prefetched>
  )
}
