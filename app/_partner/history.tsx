'use client'

import { ChevronRight, History as HistoryIcon } from 'lucide-react'
import { Link } from '../_ui/link.tsx'
import { useState, type ReactNode } from 'react'
import type { PartnerView } from '../../game/protocol/http.ts'
import { Button } from '../_ui/button.tsx'
import { cx } from '../_ui/cx.ts'
import { ago } from '../_ui/format.ts'
import { useNow } from '../_ui/use-now.ts'
import { groupRevisions, noteInWords, numbersOf, type RevisionGroup } from './revision-groups.ts'

type Revision = PartnerView['revisions'][number]

const FIRST_SHOWN = 5

/** The revisions of a partner, newest first, those of one match together; any can be played from again. */
export function History({
  partner,
  onRewind,
}: {
  partner: PartnerView
  onRewind: (number: number) => void
}): ReactNode {
  const [all, setAll] = useState(false)
  const groups = groupRevisions(partner.revisions)
  const shown = all ? groups : groups.slice(0, FIRST_SHOWN)
  return (
    <div className="min-w-0">
      <h3 className="mb-2 text-sm text-muted">History</h3>
      <ol className="divide-y divide-line border-y border-line">
        {shown.map((group) => (
          <Group key={group.revisions[0]?.number} group={group} onRewind={onRewind} />
        ))}
      </ol>
      {groups.length > shown.length ? (
        <Button size="sm" variant="quiet" className="mt-2 -ml-3" onClick={() => setAll(true)}>
          Show {groups.length - shown.length} older
        </Button>
      ) : null}
    </div>
  )
}

function Group({ group, onRewind }: { group: RevisionGroup; onRewind: (number: number) => void }): ReactNode {
  const [open, setOpen] = useState(false)
  const now = useNow(30_000)
  const newest = group.revisions[0]
  if (!newest) return null
  const many = group.revisions.length > 1
  const holdsHead = group.revisions.some((revision) => revision.head)
  return (
    <li>
      <div className="grid min-h-15 grid-cols-[4.25rem_minmax(0,1fr)_auto] sm:grid-cols-[5.5rem_minmax(0,1fr)_auto] items-center gap-x-4 py-2">
        <span className={cx('figures font-[560]', holdsHead && 'text-agent-text')}>{numbersOf(group)}</span>
        <span className="min-w-0">
          <span className="block leading-snug">
            {noteInWords(group.note)}
            {many && holdsHead ? <span className="ml-2 text-sm text-agent-text">plays now</span> : null}
          </span>
          <span className="block text-sm text-muted">
            {now === null ? '' : ago(Date.parse(newest.createdAt), now)}
            {group.matchId ? (
              <>
                {' · '}
                <Link
                  href={`/match/${group.matchId}`}
                  className="underline decoration-line-strong underline-offset-4 hover:text-fg"
                >
                  the match
                </Link>
              </>
            ) : null}
          </span>
        </span>
        {many ? (
          <Button
            size="sm"
            variant="quiet"
            aria-expanded={open}
            onClick={() => setOpen(!open)}
            icon={<ChevronRight aria-hidden className={cx('transition-transform duration-180', open && 'rotate-90')} />}
          >
            <span className="figures">{group.revisions.length}</span>
            <span className="max-sm:sr-only">revisions</span>
          </Button>
        ) : (
          <RewindButton revision={newest} onRewind={onRewind} />
        )}
      </div>
      {open ? (
        <ol className="animate-rise pb-3">
          {group.revisions.map((revision) => (
            <li
              key={revision.number}
              className="grid min-h-11 grid-cols-[4.25rem_minmax(0,1fr)_auto] sm:grid-cols-[5.5rem_minmax(0,1fr)_auto] items-center gap-x-4"
            >
              <span className={cx('figures pl-4 text-sm', revision.head ? 'font-[560] text-agent-text' : 'text-muted')}>
                {revision.number}
              </span>
              <span className="figures truncate text-sm text-faint" title={`sha-256 ${revision.hash}`}>
                {revision.hash.slice(0, 7)}
              </span>
              <RewindButton revision={revision} onRewind={onRewind} />
            </li>
          ))}
        </ol>
      ) : null}
    </li>
  )
}

function RewindButton({ revision, onRewind }: { revision: Revision; onRewind: (number: number) => void }): ReactNode {
  if (revision.head) return <span className="px-3 text-sm text-agent-text">plays now</span>
  return (
    <Button
      size="sm"
      variant="quiet"
      icon={<HistoryIcon aria-hidden />}
      aria-label={`Rewind to revision ${revision.number}`}
      onClick={() => onRewind(revision.number)}
    >
      Rewind
    </Button>
  )
}
