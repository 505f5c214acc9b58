import type { ReactNode } from 'react'

/** Pong as a sign. */
export function PongSign(): ReactNode {
  return (
    <>
      <path d="M80 0v100" stroke="var(--court-line)" strokeDasharray="3 6" />
      <path d="M16 62 62 96 144 40" stroke="var(--person)" opacity=".55" />
      <rect x="10" y="50" width="4" height="24" fill="var(--person)" />
      <rect x="146" y="22" width="4" height="24" fill="var(--agent)" />
      <rect x="100" y="66" width="5" height="5" fill="var(--ball)" />
    </>
  )
}
