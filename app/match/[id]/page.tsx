import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { MatchView } from '../../../game/protocol/http.ts'
import { matchPath } from '../../_api/api-paths.ts'
import { Prefetched } from '../../_api/prefetched.tsx'
import { dataOf, readApi, readKnownHere, repliesOf, sayMissing } from '../../_api/read-api.ts'
import { metadataOf } from '../../_share/metadata.ts'
import { MatchScreen } from '../match-screen.tsx'
import { sharedMatch } from './shared-match.ts'
import { UnknownMatch } from './unknown-match.tsx'

interface Props {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id } = await params
  return metadataOf(`/match/${id}`, dataOf(await sharedMatch(id)), { title: 'Match' })
}

/** One match, to play or to watch. `?key=` opens a private one. */
export default async function MatchPage({ params, searchParams }: Props): Promise<ReactNode> {
  const { id } = await params
  const { key } = await searchParams
  const matchKey = typeof key === 'string' ? key : undefined
  const path = matchPath(id, matchKey)
  // What the game process knows of is joined; only what it does not may be a result.
  const reply = (await readKnownHere()) ? 'unknown' : await readApi(MatchView, path)
  if (reply === 'missing') {
    sayMissing()
    return <UnknownMatch key={id} id={id} matchKey={matchKey} />
  }
  return (
    <Prefetched replies={repliesOf(path, reply)}>
      <MatchScreen key={id} id={id} matchKey={matchKey} over={typeof reply === 'object'} />
    </Prefetched>
  )
}
