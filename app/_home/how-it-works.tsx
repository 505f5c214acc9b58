import type { ReactNode } from 'react'
import { Section } from '../_ui/section.tsx'

const steps = [
  {
    title: 'You play.',
    text: 'Every move you make goes into the log of the match: where the ball was, where you were, what you did.',
    picture: <YouPlay />,
  },
  {
    title: 'It studies.',
    text: 'Your browser builds a ghost of you from those moves, and your partner plays it thousands of times, from the rallies you won.',
    picture: <ItStudies />,
  },
  {
    title: 'The next serve is played by what it learned.',
    text: 'The new weights travel to the server as a small change, and take the paddle before the ball is served again.',
    picture: <NextServe />,
  },
]

const inside = [
  [
    'The ghost',
    'A model that does what you did in the same spot: where you meet the ball or miss it, how late you set out, where you wait. The panel beside the court says how far off it is.',
  ],
  [
    'The practice',
    'Proximal policy optimisation on simulated games: against the ghost, its own past and the practice machines, so that it does not forget how to play others.',
  ],
  [
    'The check',
    'All the while it counts its practice points against the one that the match began with and against the middle practice machine. As soon as they say that it got worse, it goes back, and says so.',
  ],
  [
    'The rating',
    'Only versions that no longer change are rated, so a number on the board always means the same opponent.',
  ],
] as const

/** What happens in a match, in three pictures, and four lines for those who came to understand reinforcement learning. */
export function HowItWorks(): ReactNode {
  return (
    <div id="how" className="scroll-mt-8">
      <Section title="How it works">
        <ol className="grid gap-x-12 gap-y-12 md:grid-cols-3">
          {steps.map((step, i) => (
            <li key={step.title} className="border-t border-line-strong pt-5">
              {step.picture}
              <h3 className="title mt-6 text-lg">
                <span className="figures mr-2.5 font-normal text-faint">{i + 1}</span>
                {step.title}
              </h3>
              <p className="mt-2 text-muted">{step.text}</p>
            </li>
          ))}
        </ol>
        <dl className="mt-16 grid gap-x-20 gap-y-7 md:grid-cols-2">
          {inside.map(([term, text]) => (
            <div key={term}>
              <dt className="font-[620]">{term}</dt>
              <dd className="mt-1 text-muted">{text}</dd>
            </div>
          ))}
        </dl>
      </Section>
    </div>
  )
}

function Court({ children }: { children: ReactNode }): ReactNode {
  return (
    <svg aria-hidden viewBox="0 0 240 132" className="w-full bg-court" fill="none" strokeLinecap="round">
      <path d="M120 0v132" stroke="var(--court-line)" strokeDasharray="3 6" />
      {children}
    </svg>
  )
}

const paddle = (side: 'left' | 'right', y: number, opacity = 1): ReactNode => (
  <rect
    x={side === 'left' ? 14 : 221}
    y={y - 12}
    width="5"
    height="24"
    rx="1"
    fill={side === 'left' ? 'var(--person)' : 'var(--agent)'}
    opacity={opacity}
  />
)

/** Your shot crosses the court and passes a paddle that was elsewhere. */
function YouPlay(): ReactNode {
  return (
    <Court>
      {paddle('left', 84)}
      {paddle('right', 46)}
      <path d="M20 84 104 129 232 61" stroke="var(--person)" strokeWidth="9" opacity=".1" />
      <path d="M20 84 104 129 232 61" stroke="var(--person)" strokeWidth="1.75" />
      <rect x="229" y="58" width="6" height="6" fill="var(--ball)" />
    </Court>
  )
}

/** Many ghosts of you, many shots, all tried. */
function ItStudies(): ReactNode {
  const shots = [18, 31, 44, 58, 71, 86, 99, 112]
  return (
    <Court>
      {shots.map((y, i) => (
        <path
          key={y}
          d={`M20 ${[62, 84, 40, 96, 54, 72, 90, 48][i]} L220 ${y}`}
          stroke="var(--person)"
          strokeDasharray="2 5"
          opacity={0.3 + 0.07 * (i % 5)}
        />
      ))}
      {[40, 54, 72, 96].map((y) => (
        <g key={y}>{paddle('left', y, 0.28)}</g>
      ))}
      {shots.map((y) => (
        <g key={y}>{paddle('right', y, 0.16)}</g>
      ))}
      {paddle('right', 62, 0.9)}
    </Court>
  )
}

/** The same shot again, met and sent to the corner you leave open. */
function NextServe(): ReactNode {
  return (
    <Court>
      {paddle('left', 84)}
      {paddle('right', 66)}
      <path d="M20 84 104 129 220 66" stroke="var(--person)" strokeWidth="1.5" opacity=".4" />
      <path d="M220 66 8 14" stroke="var(--agent)" strokeWidth="9" opacity=".1" />
      <path d="M220 66 8 14" stroke="var(--agent)" strokeWidth="1.75" />
      <rect x="5" y="11" width="6" height="6" fill="var(--ball)" />
    </Court>
  )
}
