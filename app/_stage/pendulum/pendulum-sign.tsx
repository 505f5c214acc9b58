import type { ReactNode } from 'react'

/** Pendulum as a sign. */
export function PendulumSign(): ReactNode {
  return (
    <>
      <circle cx="80" cy="52" r="36" stroke="var(--court-line)" strokeDasharray="2 5" />
      <path d="M80 52 104 26" stroke="var(--person)" strokeWidth="5" />
      <circle cx="80" cy="52" r="3" fill="var(--ball)" />
      <path d="M118 58a39 39 0 0 1-12 20" stroke="var(--person)" opacity=".5" />
    </>
  )
}
