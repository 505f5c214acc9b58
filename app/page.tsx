import type { ReactNode } from 'react'
import { DEFAULT_TASK } from '../game/tasks/default-task.ts'
import { Games } from './_games/games.tsx'
import { Hero } from './_home/hero.tsx'
import { HowItWorks } from './_home/how-it-works.tsx'
import { LiveMatches } from './_home/live-matches.tsx'
import { TopOfBoard } from './_home/top-of-board.tsx'
import { PlayProvider } from './_lobby/play-provider.tsx'

/** Home: the living court with its one button, the choice of a game, what is on, who is best, how it works. */
export default function HomePage(): ReactNode {
  return (
    <PlayProvider>
      <Hero />
      <div className="page mt-10 flex flex-col gap-24 sm:mt-12 sm:gap-32">
        <Games />
        <div className="grid gap-16 lg:grid-cols-2 lg:gap-20">
          <LiveMatches />
          <TopOfBoard task={DEFAULT_TASK} />
        </div>
        <HowItWorks />
      </div>
    </PlayProvider>
  )
}
