'use client'

import { Gamepad2, Mouse, Pointer } from 'lucide-react'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { useTasks } from '../_api/use-tasks.ts'
import { Keys } from '../_stage/keys.tsx'
import { openCourt } from '../_stage/courts.ts'
import type { CourtHelp } from '../_stage/court.ts'
import { Section } from '../_ui/section.tsx'
import { Skeleton } from '../_ui/skeleton.tsx'
import { useWanted } from '../_ui/use-wanted.ts'

/** A game's rules in three lines, and what moves you. */
export function HowToPlay({ task: id }: { task: string }): ReactNode {
  const place = useRef<HTMLDivElement>(null)
  const task = useTasks(useWanted(place))?.find(id)
  const [help, setHelp] = useState<CourtHelp | null>(null)
  useEffect(() => {
    if (!task) return
    let gone = false
    // Where it cannot be fetched, what was there stays.
    openCourt(task).then(
      (court) => gone || setHelp(court.help),
      () => undefined,
    )
    return () => {
      gone = true
    }
  }, [task])
  return (
    <div ref={place}>
      <Section title="How it is played">
        <div className="grid gap-x-20 gap-y-8 border-t border-line pt-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
          <ol className="flex max-w-[40rem] flex-col gap-3">
            {help
              ? help.rules.map((rule, i) => (
                  <li key={rule} className="grid grid-cols-[1.75rem_1fr] leading-snug">
                    <span className="figures text-faint">{i + 1}</span>
                    {rule}
                  </li>
                ))
              : [0, 1, 2].map((i) => <Skeleton key={i} className="h-6 w-full" />)}
          </ol>
          {help ? (
            <ul className="flex flex-col gap-3 text-sm text-muted [&_svg]:size-5 [&_svg]:shrink-0">
              <li className="flex items-center gap-4">
                <Keys groups={help.keys} />
                <span>{help.keysDo}</span>
              </li>
              {help.mouse ? (
                <li className="flex items-center gap-3">
                  <Mouse aria-label="Mouse" /> {help.mouse}
                </li>
              ) : null}
              <li className="flex items-center gap-3">
                <Pointer aria-label="Touch" /> {help.thumb}
              </li>
              <li className="flex items-center gap-3">
                <Gamepad2 aria-label="Gamepad" /> {help.gamepad}
              </li>
            </ul>
          ) : (
            <Skeleton className="h-32 w-full" />
          )}
        </div>
      </Section>
    </div>
  )
}
