import type { ReactNode } from 'react'

/** Forage as a sign. */
export function ForageSign(): ReactNode {
  return (
    <>
      <g fill="var(--ball)" opacity=".75">
        {[
          [32, 26],
          [40, 26],
          [32, 34],
          [24, 26],
          [116, 62],
          [124, 62],
          [116, 70],
          [116, 54],
          [70, 78],
          [78, 78],
          [78, 70],
          [130, 22],
          [138, 22],
        ].map(([x, y]) => (
          <rect key={`${x} ${y}`} x={x} y={y} width="5" height="5" />
        ))}
      </g>
      <rect x="46" y="40" width="7" height="7" fill="var(--person)" />
      <rect x="104" y="46" width="7" height="7" fill="var(--agent)" />
      <rect x="90" y="30" width="7" height="7" fill="var(--agent)" />
      <rect x="58" y="66" width="7" height="7" fill="var(--agent)" />
    </>
  )
}
