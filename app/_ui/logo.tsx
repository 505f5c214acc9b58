import type { ReactNode } from 'react'

/** The mark: two paddles, a person's and an agent's, and the ball between them. */
export function Logo({ className = 'size-7' }: { className?: string }): ReactNode {
  return (
    <svg aria-hidden viewBox="0 0 32 32" className={className}>
      <rect x="4" y="13" width="4" height="14" rx="1" fill="var(--person)" />
      <rect x="24" y="5" width="4" height="14" rx="1" fill="var(--agent)" />
      <rect x="14" y="14" width="4" height="4" fill="var(--ball)" />
    </svg>
  )
}
