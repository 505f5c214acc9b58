'use client'

import { useEffect } from 'react'
import { keepAwake } from './wake-lock.ts'

/** Keeps the screen from going dark for as long as a match runs: a thumb that rests, or a mouse alone, is no sign of life to some. */
export function useWakeLock(runs: boolean): void {
  useEffect(() => (runs ? keepAwake(navigator, document) : undefined), [runs])
}
