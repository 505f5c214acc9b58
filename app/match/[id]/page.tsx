import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { MatchScreen } from '../match-screen.tsx'

export const metadata: Metadata = { title: 'Match' }

/** One match, to play or to watch. `?key=` opens a private one. */
export default async function MatchPage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}): Promise<ReactNode> {
  const { id } = await params
  const { key } = await searchParams
  return <MatchScreen key={id} id={id} matchKey={typeof key === 'string' ? key : undefined} />
}
