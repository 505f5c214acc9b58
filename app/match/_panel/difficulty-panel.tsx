'use client'

import type { ReactNode } from 'react'
import type { DifficultyState } from '../../../game/protocol/replies.ts'
import type { Difficulty } from '../../../game/protocol/terms.ts'
import { DIFFICULTIES, storeDifficulty } from '../../_lobby/difficulty.ts'
import { percent } from '../../_ui/format.ts'
import { Segmented } from '../../_ui/segmented.tsx'
import { difficultyWords } from './difficulty-words.ts'
import { Term } from './terms.tsx'

/** How hard the agent makes it right now; who plays it can change that. */
export function DifficultyPanel({
  state,
  lead,
  mine,
  rest,
  onChange,
}: {
  state: DifficultyState
  lead: number
  mine: boolean
  rest: string
  onChange: (difficulty: Difficulty) => void
}): ReactNode {
  const choose = (difficulty: Difficulty): void => {
    storeDifficulty(difficulty)
    onChange(difficulty)
  }
  return (
    <section aria-label="How hard it makes it" className="border-t border-line pt-5">
      {mine ? (
        <Segmented
          label="How hard it makes it"
          hideLabel
          className="mb-3"
          value={state.chosen}
          onChange={choose}
          options={DIFFICULTIES}
        />
      ) : null}
      <output className="block text-sm" data-testid="difficulty">
        {difficultyWords(state, lead, rest)}
      </output>
      <p className="mt-1 text-xs text-faint">
        <Term name="difficulty">
          {state.ease === 0 ? 'How it holds back' : `It lets about ${percent(state.ease)} of its moves pass.`}
        </Term>
      </p>
    </section>
  )
}
