'use client'

import { Play, RotateCcw } from 'lucide-react'
import { useCallback, useEffect, useState, type ReactNode } from 'react'
import type { InviteReply } from '../../../game/protocol/replies.ts'
import { sayOptions } from '../../../game/core/task-options.ts'
import { registry } from '../../../game/tasks/index.ts'
import type { CourtHelp } from '../../_stage/court.ts'
import { openCourt } from '../../_stage/courts.ts'
import { usePlay } from '../../_lobby/play-provider.tsx'
import { prepareToPlay } from '../../_lobby/prepare-match.ts'
import { Button } from '../../_ui/button.tsx'
import { DeadEnd } from '../../_ui/dead-end.tsx'
import { Loading, Skeleton } from '../../_ui/skeleton.tsx'

/** An invitation before it is taken: read from the lobby, which gives away no seat for that. */
export function Invitation({
  invite,
  first,
}: {
  invite: string
  /** What it said when the page was asked for. */
  first: InviteReply
}): ReactNode {
  const lobby = usePlay()
  const { invitation } = lobby
  const [reply, setReply] = useState<InviteReply | null>(first)
  const help = useCourtHelp(reply?.ok ? reply.task : null)
  const read = useCallback(() => invitation(invite), [invitation, invite])
  useEffect(() => {
    let asked = true
    void read().then((answer) => {
      if (asked) setReply(answer)
      // It is fetched while one reads.
      if (answer.ok) prepareToPlay(answer.task)
    })
    return () => {
      asked = false
    }
  }, [read])

  const again = (): void => {
    setReply(null)
    void read().then(setReply)
  }
  if (reply && !reply.ok)
    return (
      <DeadEnd
        title="This invitation cannot be taken"
        ways={[
          { label: 'Play somebody else', href: '/' },
          { label: 'Try again', icon: <RotateCcw aria-hidden />, onClick: again },
        ]}
      >
        {reply.message}
      </DeadEnd>
    )
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-center gap-12 lg:grid-cols-[minmax(0,1fr)_26rem]">
      <div>
        {reply ? (
          <h1 className="display text-[clamp(2.5rem,6vw,5rem)]">
            <span className="text-person-text">{reply.host}</span> wants to play {reply.seats > 2 ? 'with you' : 'you'}.
          </h1>
        ) : (
          <Loading label="Reading the invitation">
            <div className="display flex flex-col gap-4 text-[clamp(2.5rem,6vw,5rem)]">
              <Skeleton className="h-[0.85em] w-[6em] max-w-full" />
              <Skeleton className="h-[0.85em] w-[9em] max-w-full" />
            </div>
          </Loading>
        )}
        <p className="mt-5 min-h-7 text-lg text-muted">
          {reply
            ? `${saidOf(reply)}. Private and not rated; it starts ${reply.seats > 2 ? `once all ${reply.seats} seats are taken` : 'the moment you join'}.`
            : ''}
        </p>
        <div className="mt-8 flex flex-wrap gap-3">
          <Button
            variant="primary"
            size="lg"
            icon={<Play aria-hidden fill="currentColor" />}
            disabled={!reply}
            busy={lobby.status === 'connecting'}
            onClick={() => void lobby.accept(invite)}
            className="grow sm:grow-0"
          >
            Take your seat
          </Button>
        </div>
        <p className="mt-5 min-h-5 text-sm text-muted">{help ? helpInWords(help) : ''}</p>
      </div>
      <SeatsPicture seats={reply?.seats ?? 2} />
    </div>
  )
}

/** "Pong, first to 11". */
function saidOf({ task: id, options }: Extract<InviteReply, { ok: true }>): string {
  const task = registry.find(id)
  return task ? [task.name, sayOptions(task, options)].filter((words) => words !== '').join(', ') : 'A match'
}

/** How a task is played, from its court; null until that is here. */
function useCourtHelp(id: string | null): CourtHelp | null {
  const [help, setHelp] = useState<CourtHelp | null>(null)
  useEffect(() => {
    const task = id === null ? null : registry.find(id)
    let wanted = true
    if (task)
      openCourt(task).then(
        (court) => wanted && setHelp(court.help),
        () => undefined,
      )
    return () => {
      wanted = false
    }
  }, [id])
  return help
}

/** "W S or ↑ ↓ move your paddle. You can also …" */
const helpInWords = ({ keys, keysDo, others }: CourtHelp): string =>
  `${keys.map((group) => group.join(' ')).join(' or ')} ${keysDo}. ${others}`

/** A court with one seat taken and the others free. */
function SeatsPicture({ seats }: { seats: number }): ReactNode {
  return (
    <svg
      aria-hidden
      viewBox="0 0 320 320"
      className="mx-auto w-full max-w-sm bg-court max-lg:order-first max-lg:max-w-52"
      fill="none"
    >
      <rect x=".5" y=".5" width="319" height="319" stroke="var(--line-strong)" />
      {Array.from({ length: seats }, (_, seat) => (
        <g key={seat} transform={`rotate(${(360 * seat) / seats} 160 160)`}>
          {seat === 0 ? (
            <rect x="20" y="140" width="9" height="40" rx="1" fill="var(--person)" />
          ) : (
            <rect
              x="20"
              y="140"
              width="9"
              height="40"
              rx="1"
              stroke="var(--person)"
              strokeDasharray="4 4"
              className="animate-breathe"
            />
          )}
        </g>
      ))}
      <rect x="155" y="155" width="10" height="10" fill="var(--ball)" />
    </svg>
  )
}
