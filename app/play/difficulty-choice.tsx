import type { ReactNode } from 'react'
import { DIFFICULTIES, storeDifficulty, useDifficulty } from '../_lobby/difficulty.ts'
import { Segmented } from '../_ui/segmented.tsx'

/** Chooses how hard the agents of the next sparring matches make it. */
export function DifficultyChoice(): ReactNode {
  const difficulty = useDifficulty()
  return (
    <div>
      <Segmented label="How hard it makes it" value={difficulty} onChange={storeDifficulty} options={DIFFICULTIES} />
      <p className="mt-2 text-sm text-muted">{DIFFICULTIES.find(({ value }) => value === difficulty)?.hint}</p>
    </div>
  )
}
