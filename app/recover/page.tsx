import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { RecoverPage } from './recover-page.tsx'

export const metadata: Metadata = { title: 'Welcome back', robots: { index: false } }

/** Where a recovery link leads: its secret stands behind the # and is sent nowhere by itself. */
export default function Page(): ReactNode {
  return (
    <div className="page flex grow flex-col">
      <RecoverPage />
    </div>
  )
}
