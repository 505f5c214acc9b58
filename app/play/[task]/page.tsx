import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import type { ReactNode } from 'react'
import { registry, tasks } from '../../../game/tasks/index.ts'
import { GameTabs } from '../../_games/game-tabs.tsx'
import { SmallCourt } from '../../_games/small-court.tsx'
import { LiveMatches } from '../../_home/live-matches.tsx'
import { PlayNow } from '../../_home/play-now.tsx'
import { TopOfBoard } from '../../_home/top-of-board.tsx'
import { PlayProvider } from '../../_lobby/play-provider.tsx'
import { generalPicture } from '../../_share/metadata.ts'
import { Sign } from '../../_stage/signs.tsx'
import { HowToPlay } from '../how-to-play.tsx'
import { Opponents } from '../opponents.tsx'

interface Props {
  params: Promise<{ task: string }>
}

/** Each game has its page; there are no others. */
export const dynamicParams = false
export const generateStaticParams = (): { task: string }[] => tasks.map(({ id }) => ({ task: id }))

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const task = registry.find((await params).task)
  if (!task) return {}
  const { name: title, about: description } = task
  return { title, description, openGraph: { ...generalPicture, title, description } }
}

/** A game's own page: what it is about, how it is played, whom to play, what is on, who is best. */
export default async function Page({ params }: Props): Promise<ReactNode> {
  const task = registry.find((await params).task)
  if (!task) notFound()
  const { id, name, about, seats } = task
  return (
    <PlayProvider>
      <div className="page flex flex-col gap-16 pt-6 sm:gap-24">
        <div>
          <GameTabs task={id} />
          <div className="mt-8 grid items-center gap-x-16 gap-y-8 lg:grid-cols-[minmax(0,1fr)_minmax(0,32rem)]">
            <div>
              <h1 className="display text-[clamp(2.6rem,6vw,4.5rem)]">{name}</h1>
              <p className="mt-4 max-w-[30rem] text-lg leading-snug text-muted">{about}</p>
              <div className="mt-7 flex flex-wrap gap-3">
                <PlayNow task={id} />
              </div>
            </div>
            <SmallCourt task={id} className="aspect-[16/10] border border-line">
              <Sign task={id} />
            </SmallCourt>
          </div>
        </div>
        <HowToPlay task={id} />
        <Opponents task={id} range={seats} />
        <div className="grid gap-16 lg:grid-cols-2 lg:gap-20">
          <LiveMatches task={id} />
          <TopOfBoard task={id} />
        </div>
      </div>
    </PlayProvider>
  )
}
