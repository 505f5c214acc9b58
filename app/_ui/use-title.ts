'use client'

import { useEffect, useId } from 'react'
import { PageTitle } from './page-title.ts'

let ours: PageTitle | null = null
const pageTitle = (): PageTitle => (ours ??= new PageTitle(document))

/** Gives the tab this title for as long as the component is there; null: the page's own. */
export function useTitle(title: string | null): void {
  const owner = useId()
  // With each render, since the page's own title may come after ours.
  useEffect(() => pageTitle().show(owner, title))
  useEffect(() => () => pageTitle().show(owner, null), [owner])
}
