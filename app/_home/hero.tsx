'use client'

import { Play } from 'lucide-react'
import type { ReactNode } from 'react'
import { useMe, useSession } from '../_api/use-api.ts'
import { usePlay } from '../_lobby/play-provider.tsx'
import { Button, ButtonLink } from '../_ui/button.tsx'
import { plural } from '../_ui/format.ts'
import { LivingCourt } from './living-court.tsx'

/** The first screen: what this is in one sentence, and one button that starts it. */
export function Hero(): ReactNode {
  const lobby = usePlay()
  const busy = lobby.status === 'connecting' && lobby.request?.mode === 'sparring'
  return (
    <section
      aria-labelledby="hero"
      className="flex min-h-[calc(100svh-7.75rem)] flex-col border-b border-line bg-court sm:relative sm:min-h-[min(calc(100svh-5rem),52rem)] sm:justify-center sm:border-t"
    >
      <div className="relative min-h-40 grow overflow-hidden border-y border-line sm:absolute sm:inset-0 sm:border-0">
        <LivingCourt />
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
          <Button
            variant="primary"
            size="lg"
            icon={<Play aria-hidden fill="currentColor" />}
            busy={busy}
            onClick={() => void lobby.play({ mode: 'sparring' })}
            className="grow sm:grow-0"
          >
            Play now
          </Button>
          <ButtonLink href="#opponents" size="lg" className="grow bg-court sm:grow-0">
            Choose an opponent
          </ButtonLink>
        </div>
        <p className="mt-5 min-h-6 text-sm text-muted">
          <Remembered />
        </p>
      </div>
    </section>
  )
}

/** Newcomers read what they need; those who come back read how far their partner is. */
function Remembered(): ReactNode {
  const session = useSession()
  return session.data?.user ? <PartnerLine /> : 'No account, nothing to install. Keyboard, mouse or touch.'
}

function PartnerLine(): ReactNode {
  const { data } = useMe()
  const partner = data?.partners[0]
  if (!partner) return 'No account, nothing to install. Keyboard, mouse or touch.'
  return (
    <>
      <span className="text-agent-text">{partner.name}</span> remembers you: revision{' '}
      <span className="figures">{partner.headNumber}</span> after {plural(partner.matches, 'match', 'matches')}.
    </>
  )
}
