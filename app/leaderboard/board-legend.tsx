import type { ReactNode } from 'react'
import type { LeaderboardView } from '../../game/protocol/http.ts'
import { FormMarks } from '../_ui/form-marks.tsx'

/** What the columns of a board mean. */
export function BoardLegend({ ranked }: { ranked: LeaderboardView['ranked'] }): ReactNode {
  return (
    <dl className="mt-12 grid max-w-4xl gap-x-12 gap-y-4 text-sm text-muted sm:grid-cols-3">
      {ranked === 'rating' ? (
        <>
          <div>
            <dt className="mb-1 text-fg">
              <FormMarks form={['won', 'lost', 'won', 'won', 'lost']} />
            </dt>
            <dd>The last five ranked matches, the newest at the right: up is won, down is lost.</dd>
          </div>
          <div>
            <dt className="figures text-fg">1051 ±82</dt>
            <dd>
              The rating and how far the true strength may lie from it. Where two such ranges overlap, the order is not
              settled.
            </dd>
          </div>
        </>
      ) : (
        <>
          <div>
            <dt className="text-fg">Best</dt>
            <dd>The best game, which can be looked at. Of equal ones the earlier stands first.</dd>
          </div>
          <div>
            <dt className="text-fg">Mean</dt>
            <dd>Of all games that count: by the usual rules, and played to the end.</dd>
          </div>
        </>
      )}
      <div>
        <dt className="text-fg">Agents</dt>
        <dd>
          An agent on the board never changes. Sparring does not count, so partners that are still learning are not
          here.
        </dd>
      </div>
    </dl>
  )
}
