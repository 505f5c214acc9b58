import type { ReactNode } from 'react'
import type { StyleView } from '../../game/protocol/http.ts'
import { count } from '../_ui/format.ts'
import { Meter } from '../_ui/meter.tsx'
import { Section } from '../_ui/section.tsx'
import { Stat } from '../_ui/stat.tsx'

/** How somebody plays, told from the matches that everybody may watch. task: its name, where there are several. */
export function PlayStyle({
  style: { matches, habits },
  tone,
  task,
}: {
  style: StyleView
  tone: 'person' | 'agent'
  task?: string | undefined
}): ReactNode {
  const figures = habits.filter(({ parts }) => parts.length === 0)
  return (
    <Section
      title={task ? `Style in ${task}` : 'Style'}
      aside={
        <p className="text-sm text-faint">
          {matches === 1 ? 'From one match to watch' : `From the last ${count(matches)} matches to watch`}
        </p>
      }
    >
      <div className="grid gap-x-20 gap-y-10 lg:grid-cols-2">
        {habits.map(({ name, value, parts }) =>
          parts.length > 0 ? <Parts key={name} name={name} value={value} parts={parts} tone={tone} /> : null,
        )}
        <div className="grid grid-cols-2 content-start gap-8 sm:grid-cols-3">
          {figures.map(({ name, value }) => (
            <Stat key={name} value={value} label={name} />
          ))}
        </div>
      </div>
    </Section>
  )
}

function Parts({ name, value, parts, tone }: StyleView['habits'][number] & { tone: 'person' | 'agent' }): ReactNode {
  const all = parts.reduce((sum, part) => sum + part.count, 0)
  return (
    <div className="flex flex-col gap-4">
      <p>
        {name} <strong className="font-[640]">{value}</strong>
      </p>
      {parts.map((part) => (
        <Meter
          key={part.name}
          label={capital(part.name)}
          value={part.count / all}
          text={`${count(part.count)} of ${count(all)}`}
          tone={tone}
        />
      ))}
    </div>
  )
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)
