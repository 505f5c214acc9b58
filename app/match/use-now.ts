'use client'

import { useEffect, useState } from 'react'

/** The page's monotonic clock in ms, renewed at this pace; stands still while `millis` is null. */
export function useNow(millis: number | null): number {
  const [now, setNow] = useState(0)
  useEffect(() => {
    if (millis === null) return
    setNow(performance.now())
    const timer = setInterval(() => setNow(performance.now()), millis)
    return () => clearInterval(timer)
  }, [millis])
  return now
}
