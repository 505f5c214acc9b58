import type { ReactNode } from 'react'

/** Cartpole as a sign. */
export function CartpoleSign(): ReactNode {
  return (
    <>
      <path d="M0 78h160" stroke="var(--court-line)" />
      <path d="M76 68 90 20" stroke="var(--agent)" strokeWidth="4" />
      <rect x="60" y="66" width="32" height="14" fill="var(--person)" />
    </>
  )
}
