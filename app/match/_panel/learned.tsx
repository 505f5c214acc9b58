import type { ReactNode } from 'react'
import type { TrainerStatus } from '../../_trainer/trainer-protocol.ts'
import { count } from '../../_ui/format.ts'
import { scoreOf } from './learned-words.ts'
import type { LearningState } from './learning-link.ts'
import { ProgressChart } from './progress-chart.tsx'
import { Term } from './terms.tsx'

/** So many must have been foretold before it is told how often that came true. */
const FEWEST_FORETOLD = 5

/** What a partner has made of the match so far, measured: how it does against what it was, and how well it knows its player. */
export function Learned({
  learning: { trainer, progress, cameBack },
  rounds,
  even,
}: {
  learning: LearningState
  /** What a match is made of. */
  rounds: string
  /** Whether two equals win half of the rounds each. */
  even: boolean
}): ReactNode {
  const { againstFirst } = trainer
  return (
    <>
      {even ? (
        <section aria-label="How much better it got" className="border-t border-line pt-5">
          <div className="mb-3 flex items-baseline justify-between gap-4">
            <p className="text-sm text-muted">
              <Term name="progress">Against the one you {cameBack ? 'came back to' : 'met'}</Term>
            </p>
            <div className="shrink-0 text-right">
              <p className="numeral text-3xl text-agent-text" data-testid="against-first">
                {againstFirst ? scoreOf(againstFirst) : null}
              </p>
              {againstFirst ? <p className="text-xs text-faint">of 100 in practice</p> : null}
            </div>
          </div>
          {progress.length > 0 ? (
            <ProgressChart points={progress} rounds={rounds} />
          ) : (
            <p className="text-xs text-faint">It plays its first hundred practice {rounds} against it.</p>
          )}
        </section>
      ) : null}
      <KnowsYou trainer={trainer} />
    </>
  )
}

/** How often it was right about its player, and how far off it is, each beside somebody who does not know them. */
function KnowsYou({ trainer: { foresight, foretold, portrait } }: { trainer: TrainerStatus }): ReactNode {
  const lately = foretold && foretold.lately.count >= FEWEST_FORETOLD ? foretold.lately : null
  if (!lately && !foresight) return null
  // Two figures that are worse than nothing would only say, twice, that it has much to learn.
  if (!(lately && lately.asForetold > lately.asAnybody) && !(foresight && foresight.error < foresight.stranger))
    return <p className="border-t border-line pt-5 text-sm text-muted">It does not know your ways yet.</p>
  const figure = (value: number): string => value.toFixed(foresight && foresight.stranger < 10 ? 2 : 0)
  return (
    <section aria-label="How well it knows you" className="border-t border-line pt-5">
      <p className="mb-3 text-sm text-muted">
        <Term name="ghost">How well it knows you</Term>
      </p>
      <div className="grid grid-cols-2 gap-x-5 gap-y-4">
        {lately ? (
          <Figure
            value={count(lately.asForetold)}
            of={`of ${lately.count}`}
            label={`of your ${portrait?.things ?? 'moves'} lately as it predicted`}
            stranger={count(lately.asAnybody)}
          />
        ) : null}
        {foresight ? (
          <Figure
            value={figure(foresight.error)}
            of={foresight.unit}
            label={`between its guess and ${foresight.about}`}
            stranger={figure(foresight.stranger)}
          />
        ) : null}
      </div>
    </section>
  )
}

function Figure({
  value,
  of,
  label,
  stranger,
}: {
  value: string
  /** What it is a number of. */
  of: string
  label: string
  stranger: string
}): ReactNode {
  return (
    <div>
      <p>
        <span className="numeral text-3xl">{value}</span> <span className="inline-block text-sm text-muted">{of}</span>
      </p>
      <p className="mt-1 text-sm leading-snug text-muted">{label}</p>
      <p className="mt-0.5 text-xs text-faint">
        a stranger: <span className="figures">{stranger}</span>
      </p>
    </div>
  )
}
