import type { CSSProperties, ReactNode } from 'react'

/** A ball going to and fro between two paddles, one of them still dim: somebody is awaited. */
export function WaitingBall({ label }: { label: string }): ReactNode {
  return (
    <output className="mt-4 flex items-center gap-4 text-sm text-muted">
      <span aria-hidden className="relative flex h-6 w-16 items-center justify-between">
        <span className="h-5 w-1 rounded-[1px] bg-person" />
        <span
          className="absolute left-2.5 size-1.5 animate-[bounce-x_700ms_linear_infinite_alternate] bg-fg"
          style={{ '--travel': '2.25rem' } as CSSProperties}
        />
        <span className="h-5 w-1 animate-breathe rounded-[1px] bg-faint" />
      </span>
      {label}
    </output>
  )
}
