import type { PartnerView } from '../../game/protocol/http.ts'

type Revision = PartnerView['revisions'][number]

/** Revisions of one match, or a single deed such as a rewind; newest first inside. */
export interface RevisionGroup {
  note: string
  matchId: string | null
  revisions: Revision[]
}

/** Puts together the revisions that were learned one after another in the same match, newest first. */
export function groupRevisions(revisions: readonly Revision[]): RevisionGroup[] {
  const groups: RevisionGroup[] = []
  for (const revision of revisions.toSorted((a, b) => b.number - a.number)) {
    const group = groups.at(-1)
    if (group && revision.note === 'push' && group.note === 'push' && group.matchId === revision.matchId)
      group.revisions.push(revision)
    else groups.push({ note: revision.note, matchId: revision.matchId, revisions: [revision] })
  }
  return groups
}

const words: Record<string, string> = {
  fork: 'The copy it began as',
  push: 'Learned from you',
  rewind: 'Taken back',
  reset: 'Started again',
  rollback: 'Went back by itself: it had got worse',
}

/** What a revision's note means, in words. */
export function noteInWords(note: string): string {
  return words[note] ?? note
}

/** "42" or "31 – 42" for the numbers of a group. */
export function numbersOf(group: RevisionGroup): string {
  const newest = group.revisions[0]?.number ?? 0
  const oldest = group.revisions.at(-1)?.number ?? newest
  return newest === oldest ? String(newest) : `${oldest} – ${newest}`
}
