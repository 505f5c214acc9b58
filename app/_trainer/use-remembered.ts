'use client'

import { useMemo, useSyncExternalStore } from 'react'
import type { PersonModel } from '../../game/core/person-model.ts'
import type { Task } from '../../game/core/task.ts'
import { pageGhosts } from './ghost-store.ts'
import { rememberedPerson } from './remembered-person.ts'

/** What this browser remembers of how somebody plays; null: nothing. Another one whenever more of it is kept, or it is forgotten.
 *  account: theirs; null: of nobody. */
export function useRemembered(task: Task, account: string | null): PersonModel | null {
  const { id, version } = task
  const saved = useSyncExternalStore(
    subscribe,
    () => (account === null ? null : pageGhosts().read({ account, task: id, version })),
    () => null,
  )
  return useMemo(() => rememberedPerson(task, saved), [task, saved])
}

const subscribe = (listener: () => void): (() => void) => pageGhosts().subscribe(listener)
