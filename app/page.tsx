import type { ReactNode } from 'react'
import { Hero } from './_home/hero.tsx'
import { HowItWorks } from './_home/how-it-works.tsx'
import { LiveMatches } from './_home/live-matches.tsx'
import { Opponents } from './_home/opponents.tsx'
import { TopOfBoard } from './_home/top-of-board.tsx'
import { PlayProvider } from './_lobby/play-provider.tsx'

/** Home: the living court with its one button, whom else to play, what is on, who is best, how it works. */
export default function HomePage(): ReactNode {
  return (
    <PlayProvider>
      <Hero />
      <div className="page mt-20 flex flex-col gap-24 sm:mt-28 sm:gap-32">
        <Opponents />
        <div className="grid gap-16 lg:grid-cols-2 lg:gap-20">
          <LiveMatches />
          <TopOfBoard />
        </div>
        <HowItWorks />
      </div>
    </PlayProvider>
  )
}
