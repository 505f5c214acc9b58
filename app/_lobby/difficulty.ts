import { useSyncExternalStore } from 'react'
import type { Difficulty } from '../../game/protocol/terms.ts'

const KEY = 'sparring.difficulty'
const CHANGED = 'sparring:difficulty'

/** The choices, the easiest first, in words. */
export const DIFFICULTIES: readonly { value: Difficulty; label: string; hint: string }[] = [
  { value: 'easy', label: 'Easy on me', hint: 'It lets you win more than you lose.' },
  { value: 'even', label: 'Even', hint: 'It plays as well as you do.' },
  { value: 'best', label: 'Your best', hint: 'It holds nothing back.' },
]

/** How it lasts where storage is blocked: as long as the page. */
let here: Difficulty | null = null

/** What was chosen last on this device. */
export function storedDifficulty(): Difficulty {
  try {
    const stored = localStorage.getItem(KEY) ?? here
    return DIFFICULTIES.find(({ value }) => value === stored)?.value ?? 'even'
  } catch {
    return here ?? 'even'
  }
}

/** Remembers a choice for the next sparring matches. */
export function storeDifficulty(difficulty: Difficulty): void {
  here = difficulty
  try {
    localStorage.setItem(KEY, difficulty)
  } catch {
    // Storage is blocked.
  }
  window.dispatchEvent(new Event(CHANGED))
}

/** What was chosen last, as it changes. */
export const useDifficulty = (): Difficulty => useSyncExternalStore(onChange, storedDifficulty, () => 'even')

function onChange(changed: () => void): () => void {
  window.addEventListener(CHANGED, changed)
  window.addEventListener('storage', changed)
  return () => {
    window.removeEventListener(CHANGED, changed)
    window.removeEventListener('storage', changed)
  }
}
