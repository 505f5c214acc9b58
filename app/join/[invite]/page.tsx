import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { readKnownHere, sayMissing } from '../../_api/read-api.ts'
import { PlayProvider } from '../../_lobby/play-provider.tsx'
import { metadataOf } from '../../_share/metadata.ts'
import { aboutInvite } from '../../_share/words.ts'
import { Invitation } from './invitation.tsx'
import { NoInvitation } from './no-invitation.tsx'

interface Props {
  params: Promise<{ invite: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const known = await readKnownHere()
  return metadataOf(`/join/${(await params).invite}`, known && 'host' in known ? aboutInvite(known) : null, {
    title: known ? 'You are invited' : 'This invitation is over',
    description: 'A friend wants to play with you, at once, in your browser.',
    robots: { index: false },
  })
}

/** Where an invitation's link leads: who invites, and one button. Opening it takes no seat. */
export default async function JoinPage({ params }: Props): Promise<ReactNode> {
  const [{ invite }, known] = await Promise.all([params, readKnownHere()])
  if (!known || !('host' in known)) {
    sayMissing()
    return <NoInvitation />
  }
  return (
    <PlayProvider>
      <div className="page flex grow flex-col justify-center py-10">
        <Invitation invite={decodeURIComponent(invite)} first={{ ok: true, ...known }} />
      </div>
    </PlayProvider>
  )
}
