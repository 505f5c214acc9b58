'use client'

import { CircleQuestionMark } from 'lucide-react'
import { createContext, useContext, type ReactNode } from 'react'
import type { CourtWords } from '../../_stage/court.ts'
import { Explain } from '../../_ui/explain.tsx'

/** The words of the game that is played, for sentences about any game. */
export const GameWords = createContext<CourtWords>({ round: 'round', rounds: 'rounds', rest: 'pause', sight: '' })

/** What the words of the panel mean, for people who came to understand how this works. */
const termsOf = ({ round, rounds, rest, sight }: CourtWords) => ({
  revision: {
    title: 'Revision',
    text: `A numbered state of the partner’s network. Each time your browser has found an improvement it sends the change to the server, which makes the next revision of it. The partner takes the newest one at each ${rest}.`,
  },
  chance: {
    title: 'What it expects',
    text: `The partner’s second network, the critic, looks at the court and guesses how the ${round} will end; learning compares these guesses with what happens. They say which way it leans, not how likely it is, so there is no figure.`,
  },
  progress: {
    title: 'Against the one you met',
    text: `In practice it also plays the partner that it was when this match began, from fair starts. The line is its share of the latest 300 of these ${rounds}, the shade around it where the true share lies, 95 times of 100. Equals would win 50 % each.`,
  },
  confidence: {
    title: 'Confidence',
    text: 'Fifteen times a second the partner’s network gives each action a probability, and one is drawn by these odds. A network that has not learned much spreads them evenly; one that knows what to do puts nearly all on one.',
  },
  difficulty: {
    title: 'Holding back',
    text: `So that a match stays near, the agent lets some of its decisions pass and goes on with what it was doing: it moves late and stops late; what the panel shows it about to do, it then does not do. How many it lets pass is set at each ${rest} by who won the ${rounds} so far, and it remembers that for your next match. What your partner learns is always meant for its best. In ranked matches nobody holds back.`,
  },
  studied: {
    title: 'Moves studied',
    text: `Your decisions in this match that the trainer has looked at: ${sight}, and what you did.`,
  },
  practice: {
    title: `Practice ${rounds}`,
    text: `A match gives few ${rounds}, so your browser plays thousands more in simulation: against the ghost that moves like you, against older selves, and from the positions in which it lost to you.`,
  },
  practised: {
    title: `Practice ${rounds}`,
    text: `A match gives few ${rounds}, so your browser plays thousands more in simulation.`,
  },
  ghost: {
    title: 'Ghost',
    text: 'It makes a model of how you play, of what you did: where you meet the ball or miss it, how late you set out, where you wait. Your partner plays this ghost of you thousands of times. The figures say how right it was before it saw what you did, beside somebody who does not know you.',
  },
  updates: {
    title: 'Updates',
    text: 'Each update is a compressed change of the weights. The server checks it before it counts: right base, finite, not too large, not too often. What it refuses is dropped, and the reason is shown.',
  },
  reaction: {
    title: 'Reaction',
    text: 'How long the agent waits between seeing and moving, so that people have a chance. It is part of the match’s record.',
  },
  pace: {
    title: 'Decisions',
    text: 'How often the agent decides what to do; in between it goes on with what it does. It can be limited, to be more like a person, and is part of the match’s record.',
  },
  late: {
    title: 'Late decisions',
    text: 'Decisions that came after their moment because the server was busy. The agent repeats its last action until they arrive, and nothing is learned from them.',
  },
})

export type TermName = keyof ReturnType<typeof termsOf>

/** A word of the field with a mark that explains it. */
export function Term({ name, children }: { name: TermName; children: ReactNode }): ReactNode {
  return <Explained {...termsOf(useContext(GameWords))[name]}>{children}</Explained>
}

/** Words with a mark that explains them. */
export function Explained({ title, text, children }: { title: string; text: string; children: ReactNode }): ReactNode {
  return (
    <span className="inline-flex items-center gap-1.5">
      {children}
      <Explain
        label={`What is this: ${title}`}
        mark={<CircleQuestionMark aria-hidden className="size-3.5" />}
        className="text-faint hover:text-fg"
      >
        <p className="font-semibold">{title}</p>
        <p className="mt-1 text-muted">{text}</p>
      </Explain>
    </span>
  )
}
