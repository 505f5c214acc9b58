'use client'

import type { ReactNode } from 'react'
import type { PlayerView } from '../../../game/protocol/http.ts'
import { PlayAgainst } from '../../_partner/play-against.tsx'
import { plural } from '../../_ui/format.ts'
import { PlayerName } from '../../_ui/player-name.tsx'

/** The partners that a person shows. playable: whether it is somebody else who looks. */
export function PlayersPartners({
  partners,
  playable,
}: {
  partners: PlayerView['partners']
  playable: boolean
}): ReactNode {
  return (
    <ul className="divide-y divide-line border-y border-line">
      {partners.map((partner) => (
        <li key={partner.id} className="flex flex-wrap items-center justify-between gap-x-8 gap-y-3 py-4">
          <div className="min-w-0">
            <PlayerName kind="agent" name={partner.name} size="lg" href={`/agent/${partner.id}`} />
            <p className="mt-0.5 text-sm text-muted">
              Grown from {partner.parentName}; {plural(partner.matches, 'match', 'matches')}, {partner.wins} won
            </p>
          </div>
          {playable && partner.access === 'open' ? <PlayAgainst partner={partner} /> : null}
        </li>
      ))}
    </ul>
  )
}
