import type { ReactNode } from 'react'

/** Sumo as a sign. */
export function SumoSign(): ReactNode {
  return (
    <>
      <circle cx="80" cy="50" r="42" stroke="var(--court-line)" />
      <circle cx="80" cy="50" r="32" stroke="var(--court-line)" strokeDasharray="2 5" />
      <path d="M48 58 60 54" stroke="var(--person)" opacity=".6" />
      <circle cx="70" cy="52" r="8" fill="var(--person)" />
      <circle cx="87" cy="48" r="8" fill="var(--agent)" />
    </>
  )
}
