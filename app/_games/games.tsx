import type { ReactNode } from 'react'
import { tasks } from '../../game/tasks/index.ts'
import { Sign } from '../_stage/signs.tsx'
import { Link } from '../_ui/link.tsx'
import { Section } from '../_ui/section.tsx'
import { playPath } from './play-path.ts'
import { seatsInWords } from './seats-in-words.ts'
import { SmallCourt } from './small-court.tsx'

/** The choice of a game: each with a small court, in which its house agents play. */
export function Games(): ReactNode {
  return (
    <div id="games" className="scroll-mt-8">
      <Section title="Choose a game">
        <ul className="grid grid-cols-2 gap-x-4 gap-y-8 sm:gap-x-8 sm:gap-y-10 lg:grid-cols-4">
          {tasks.map(({ id, name, about, seats }) => (
            <li key={id}>
              <Link href={playPath(id)} className="group block">
                <SmallCourt
                  task={id}
                  className="aspect-[16/10] border border-line transition-colors duration-150 group-hover:border-line-strong"
                >
                  <Sign task={id} />
                </SmallCourt>
                <span className="mt-3 flex flex-wrap items-baseline justify-between gap-x-3">
                  <span className="title text-lg group-hover:underline group-hover:decoration-line-strong group-hover:underline-offset-4">
                    {name}
                  </span>
                  <span className="text-sm text-faint">{seatsInWords(seats)}</span>
                </span>
                <span className="mt-1 block text-[0.95rem] leading-snug text-muted">{about}</span>
              </Link>
            </li>
          ))}
        </ul>
      </Section>
    </div>
  )
}
