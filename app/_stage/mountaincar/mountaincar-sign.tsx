import type { ReactNode } from 'react'

/** Mountain Car as a sign. */
export function MountainCarSign(): ReactNode {
  return (
    <>
      <path d="M0 34C22 92 52 98 74 84 104 66 116 22 140 18h20" stroke="var(--court-line)" />
      <path d="M140 18V2l12 5-12 5" stroke="var(--agent)" />
      <circle cx="88" cy="68" r="5.5" fill="var(--person)" />
    </>
  )
}
