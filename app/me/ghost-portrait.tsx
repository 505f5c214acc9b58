import type { ReactNode } from 'react'
import type { PersonModel, Region } from '../../game/core/person-model.ts'
import { count } from '../_ui/format.ts'
import { Meter } from '../_ui/meter.tsx'

/** So much must have come to them in a region before a word is said of how weak or strong they are there. */
const FEWEST = 5

/** What a ghost knows of a person, each figure with the count it rests on: how well it foretells them, and where they miss most. */
export function GhostPortrait({ person: { foresight, portrait } }: { person: PersonModel }): ReactNode {
  // The weakest first; of those in which nothing was missed, the one that rests on most last.
  const regions = portrait.regions.toSorted((a, b) => b.expectedMiss - a.expectedMiss || a.met - b.met)
  const known = regions.filter((region) => region.met >= FEWEST)
  const [weakest, surest] = [known[0], known.at(-1)]
  return (
    <div className="flex flex-col gap-5">
      <p>
        {weakest && surest && weakest !== surest && weakest.missed > 0 ? (
          <>
            Weakest: <Missed region={weakest} />. Surest: <Missed region={surest} />.
          </>
        ) : portrait.regions.every(({ missed }) => missed === 0) ? (
          `Of the ${portrait.things} that it remembers, you have missed none.`
        ) : (
          'It has not seen enough of you to say where you are weak and where you are strong.'
        )}
      </p>
      <div className="flex flex-col gap-3">
        {regions.map(({ name, met, missed }) => (
          <Meter
            key={name}
            label={capital(name)}
            value={met === 0 ? null : missed / met}
            text={`${count(missed)} of ${count(met)} missed`}
            tone="person"
          />
        ))}
      </div>
      {foresight ? (
        <p className="text-sm text-muted">
          Asked beforehand about {foresight.about}, it was <span className="figures">{foresight.error.toFixed(2)}</span>{' '}
          {foresight.unit} off; whoever does not know you would have been{' '}
          <span className="figures">{foresight.stranger.toFixed(2)}</span> off. Mean of the last{' '}
          <span className="figures">{count(foresight.count)}</span>.
        </p>
      ) : null}
    </div>
  )
}

function Missed({ region: { name, met, missed } }: { region: Region }): ReactNode {
  return (
    <>
      {name}, where you miss <span className="figures">{`${count(missed)} of ${count(met)}`}</span>
    </>
  )
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)
