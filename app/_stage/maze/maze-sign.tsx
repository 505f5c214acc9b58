import type { ReactNode } from 'react'

/** Maze as a sign. */
export function MazeSign(): ReactNode {
  return (
    <>
      <path
        d="M30 12h100v76H30zM30 31h25M74 12v38M55 50h38M93 31h18M111 31v38M55 69h38M55 69v19M130 50h-19"
        stroke="var(--court-line)"
      />
      <path d="M42 22h22v18H42v39" stroke="var(--person)" strokeDasharray="1 5" />
      <circle cx="42" cy="79" r="4.5" fill="var(--person)" />
      <circle cx="102" cy="41" r="3" stroke="var(--ball)" />
      <path d="M105 41h8M110 41v4" stroke="var(--ball)" />
    </>
  )
}
