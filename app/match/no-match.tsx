import type { ReactNode } from 'react'
import { DeadEnd } from '../_ui/dead-end.tsx'

/** There is no such match, or none that whoever asks may see. why: what the server said, if it said more. */
export const NoMatch = ({ why, onRetry }: { why?: string; onRetry: () => void }): ReactNode => (
  <DeadEnd
    alone
    title="There is nothing to see here"
    ways={[
      { label: 'Play a match', href: '/' },
      { label: 'Try again', onClick: onRetry },
    ]}
  >
    {why || 'There is no such match. One that is over and was private cannot be reached without its whole link.'}
  </DeadEnd>
)
