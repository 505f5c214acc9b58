import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { PlayProvider } from '../../_lobby/play-provider.tsx'
import { Invitation } from './invitation.tsx'

export const metadata: Metadata = {
  title: 'You are invited',
  description: 'A friend wants to play with you, at once, in your browser.',
  robots: { index: false },
}

/** Where an invitation's link leads: who invites, and one button. Opening it takes no seat. */
export default async function JoinPage({ params }: { params: Promise<{ invite: string }> }): Promise<ReactNode> {
  const { invite } = await params
  return (
    <PlayProvider>
      <div className="page flex grow flex-col justify-center py-10">
        <Invitation invite={decodeURIComponent(invite)} />
      </div>
    </PlayProvider>
  )
}
