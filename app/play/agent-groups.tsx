import type { ReactNode } from 'react'
import { LEVELS } from '../../game/league/level.ts'
import type { AgentSummary } from '../../game/protocol/http.ts'
import { cx } from '../_ui/cx.ts'

/** The agents that can be chosen in two groups: those who learn, and the machines that never do. levels: whether they are told by how hard
 *  they are; first: whether nothing stands above them. */
export function AgentGroups({
  agents,
  levels,
  first,
  row,
}: {
  agents: readonly AgentSummary[]
  levels: boolean
  first: boolean
  row: (agent: AgentSummary) => ReactNode
}): ReactNode {
  const learners = agents.filter(({ kind }) => kind === 'house')
  const machines = agents.filter(({ kind }) => kind !== 'house')
  return (
    <>
      {levels ? (
        <div className="mb-5 flex gap-x-4 gap-y-1 text-sm max-sm:flex-col text-muted">
          <p>At their best:</p>
          <dl className="flex gap-x-4 gap-y-1 max-sm:flex-col">
            {LEVELS.map(({ level, means }) => (
              <div key={level} className="flex gap-1.5">
                <dt className="font-[560] text-fg">{level}</dt>
                <dd>{means}</dd>
              </div>
            ))}
          </dl>
        </div>
      ) : null}
      {learners.length > 0 ? (
        <ul aria-label="Learners" className={cx('divide-y divide-line border-b border-line', first && 'border-t')}>
          {learners.map(row)}
        </ul>
      ) : null}
      {machines.length > 0 ? (
        <>
          <h3 className="mt-8 mb-3 text-sm text-muted">
            <span className="font-[560] text-fg">Practice machines</span>: small programs that never learn
          </h3>
          <ul aria-label="Practice machines" className="divide-y divide-line border-y border-line">
            {machines.map(row)}
          </ul>
        </>
      ) : null}
    </>
  )
}
