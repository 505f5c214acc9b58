import type { ReactNode } from 'react'
import { DEFAULT_TASK } from '../../game/tasks/default-task.ts'
import { playPath } from '../_games/play-path.ts'
import { ButtonLink } from '../_ui/button.tsx'
import { Link } from '../_ui/link.tsx'
import { LivingCourt } from './living-court.tsx'
import { PlayNow } from './play-now.tsx'
import { Remembered } from './remembered.tsx'
import { StillCourt, stillScores } from './still-court.tsx'

/** The first screen: what this is in one sentence, and one button that starts it. */
export function Hero(): ReactNode {
  return (
    <section
      aria-labelledby="hero"
      className="flex min-h-[calc(100svh-10.5rem)] flex-col border-b border-line bg-court sm:relative sm:min-h-[min(calc(100svh-15rem),46rem)] sm:justify-center sm:border-t"
    >
      <div className="relative min-h-40 grow overflow-hidden border-y border-line sm:absolute sm:inset-0 sm:border-0">
        <LivingCourt scores={stillScores}>
          <StillCourt />
        </LivingCourt>
      </div>
      {/* Words begin right of the paddle, which stands at 7 % of the width. */}
      <div className="page pt-7 pb-5 sm:relative sm:py-[min(4rem,6vh)] sm:pl-[max(3rem,calc(11vw-max(0px,(100vw-76rem)/2)))]">
        <h1 id="hero" className="display max-w-[11ch] text-[clamp(2.9rem,min(7.4vw,13vh),6.25rem)]">
          It learns you while you play.
        </h1>
        <p className="mt-5 max-w-[34rem] text-lg leading-snug text-muted sm:mt-[min(1.75rem,3.5vh)] sm:text-xl">
          Pong against a partner that trains on your moves, in your own browser. Its next serve is played by what it
          just learned.
        </p>
        <div className="mt-7 flex flex-wrap gap-3 sm:mt-[min(2.25rem,5vh)]">
          <PlayNow task={DEFAULT_TASK} />
          <ButtonLink href={`${playPath(DEFAULT_TASK)}#opponents`} size="lg" className="grow bg-court sm:grow-0">
            Choose an opponent
          </ButtonLink>
        </div>
        <p className="mt-5 min-h-6 text-sm text-muted">
          <Remembered />
        </p>
        <p className="mt-2 text-sm text-muted">
          <Link
            href="/daily"
            className="hit text-fg underline decoration-line-strong underline-offset-4 hover:decoration-current"
          >
            Today’s newborn
          </Link>
          : raise it in three minutes.
        </p>
      </div>
    </section>
  )
}
