import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { PlayProvider } from '../_lobby/play-provider.tsx'
import { MePage } from './me-page.tsx'

export const metadata: Metadata = {
  title: 'You',
  description: 'Your name, your partner and its history, your matches.',
}

/** My own page. */
export default function Page(): ReactNode {
  return (
    <PlayProvider>
      <div className="page">
        <MePage />
      </div>
    </PlayProvider>
  )
}
