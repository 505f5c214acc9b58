import { useCallback, useState, type ReactNode } from 'react'
import type { MatchClient } from '../../_net/match-client.ts'
import type { MatchSnapshot } from '../../_net/match-snapshot.ts'
import { PlayerName } from '../../_ui/player-name.tsx'
import { ShownInsight } from '../_court/shown-insight.ts'
import { useCourt } from '../_court/use-court.ts'
import { useMinds } from '../_hooks/use-minds.ts'
import styles from '../match-screen.module.css'

/** The smaller court of who plays the same beside me, with their name and their score. */
export function BesideCourt({ client, snapshot }: { client: MatchClient; snapshot: MatchSnapshot }): ReactNode {
  const { entry, result } = snapshot
  const minds = useMinds(client, snapshot)
  const [insight] = useState(() => new ShownInsight())
  const { court, host } = useCourt(client, entry, minds, insight, null)
  const newest = useCallback(() => client.newest(performance.now()), [client])
  const holder = entry?.header.seats[0]
  return (
    <section className={styles['beside']} aria-label={holder ? `${holder.name} plays beside you` : 'Beside you'}>
      {holder ? (
        <p className="absolute top-0 right-0 z-10 flex items-baseline gap-2 px-3 py-1.5 text-xs text-faint">
          <PlayerName kind={holder.kind} name={holder.name} className="text-sm" />
          {result ? (result.reason === 'void' ? 'plays no more' : 'has finished') : 'plays the same'}
        </p>
      ) : null}
      {court && entry ? <court.Scoreboard snapshot={snapshot} entry={entry} newest={newest} /> : null}
      <div ref={host} className="absolute inset-0" data-testid="court-beside" />
    </section>
  )
}
