'use client'

import { useEffect, useState } from 'react'

/** The page's monotonic clock in ms, renewed at this pace; stands still while `millis` is null. */
export function useNow(millis: number | null): number {
  const [now, setNow] = useState(() => performance.now())
  useEffect(() => {
    if (millis === null) return
    const renew = (): void => setNow(performance.now())
    const first = requestAnimationFrame(renew)
    const timer = setInterval(renew, millis)
    return () => {
      cancelAnimationFrame(first)
      clearInterval(timer)
    }
  }, [millis])
  return now
}
