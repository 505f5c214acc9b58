'use client'

import { useEffect, useState } from 'react'

/** When this value last became another, in ms of the page's monotonic clock. */
export function useSince(value: unknown): number {
  const [since, setSince] = useState(0)
  useEffect(() => setSince(performance.now()), [value])
  return since
}
