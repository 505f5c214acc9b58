import type { CSSProperties, ReactNode } from 'react'
import type { Portrait, Region } from '../../../game/core/person-model.ts'

/** The share of misses from which a region is as hot as can be. */
const HOTTEST = 0.6
/** The most of a cell's colour, percent: what is written on it stays readable. */
const MOST_COLOUR = 55

/** Where I miss and where my partner aims, as the court seen from my side: my half on the left, the regions one above the other. */
export function HeatMap({ portrait: { regions, things, aims } }: { portrait: Portrait }): ReactNode {
  const most = Math.max(0.01, ...regions.flatMap(({ aimedThen, aimedNow }) => [aimedThen, aimedNow]))
  return (
    <div>
      <table className="w-full table-fixed border-separate border-spacing-0 text-sm">
        <caption className="mb-2 text-left text-sm text-muted">
          Where you miss and where it aims
          <span className="sr-only">
            , from the top of the court to the bottom: of the {things} that came to you in each region, how many you
            missed, in all that it remembers; and how many of the first and of the last {aims} it sent there.
          </span>
        </caption>
        <thead className="text-xs">
          <tr>
            <th scope="col" className="w-[4.5rem] pb-1 text-left font-normal text-faint">
              <span className="sr-only">Region</span>
            </th>
            <th scope="col" className="pb-1 text-left font-normal text-person-text">
              You missed
            </th>
            <th scope="col" className="pb-1 text-right font-normal text-agent-text">
              It aimed then → now
            </th>
          </tr>
        </thead>
        <tbody className="figures">
          {regions.toReversed().map((region, row) => (
            <Row key={region.name} region={region} aims={aims} most={most} isFirst={row === 0} />
          ))}
        </tbody>
      </table>
      <p aria-hidden className="mt-1.5 text-xs text-faint">
        Missed: in all that it remembers.{' '}
        {aims === 0
          ? `It has sent too few ${things} yet to tell where it aims.`
          : `Then and now: its first and its last ${aims} ${things}.`}
      </p>
    </div>
  )
}

function Row({
  region: { name, met, missed, aimedThen, aimedNow },
  aims,
  most,
  isFirst,
}: {
  region: Region
  aims: number
  most: number
  isFirst: boolean
}): ReactNode {
  const heat = met === 0 ? 0 : Math.min(1, missed / met / HOTTEST) * MOST_COLOUR
  const hot: CSSProperties = { background: `color-mix(in oklab, var(--person) ${heat.toFixed(0)}%, var(--court))` }
  const edge = isFirst ? 'border-y' : 'border-b'
  return (
    <tr className="h-9">
      <th scope="row" className="pr-2 text-left font-sans text-xs leading-tight font-normal text-faint">
        {name}
      </th>
      <td className={`border-l-3 border-l-person px-2 ${edge} border-y-court-line`} style={hot}>
        {missed} of {met}
      </td>
      <td
        className={`relative border-r-3 border-l border-l-court-line border-r-agent [border-left-style:dashed] bg-court px-2 text-right ${edge} border-y-court-line`}
      >
        <span
          aria-hidden
          className="absolute inset-y-1 left-0 bg-agent opacity-30"
          style={{ width: along(aimedNow / most) }}
        />
        <span
          aria-hidden
          title="At first"
          className="absolute inset-y-1 w-0.5 bg-agent"
          style={{ left: along(aimedThen / most) }}
        />
        <span className="relative">
          <span className="sr-only">at first </span>
          {Math.round(aimedThen * aims)}
          <span aria-hidden className="mx-1 text-faint">
            →
          </span>
          <span className="sr-only">, now </span>
          {Math.round(aimedNow * aims)}
        </span>
      </td>
    </tr>
  )
}

/** So far along a cell, up to where its figures stand. */
const along = (share: number): string => `calc(${share.toFixed(3)} * (100% - 4.25rem))`
