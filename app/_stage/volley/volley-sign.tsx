import type { ReactNode } from 'react'

/** Volley as a sign. */
export function VolleySign(): ReactNode {
  return (
    <>
      <path d="M0 86h160M80 86V62" stroke="var(--court-line)" />
      <path d="M26 86a16 16 0 0 1 32 0Z" fill="var(--person)" />
      <path d="M100 86a16 16 0 0 1 32 0Z" fill="var(--agent)" />
      <path d="M48 66C62 22 84 16 104 40" stroke="var(--ball)" strokeDasharray="1 5" opacity=".7" />
      <circle cx="104" cy="40" r="5" fill="var(--ball)" />
    </>
  )
}
