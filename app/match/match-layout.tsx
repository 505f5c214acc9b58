import type { CSSProperties, ReactNode } from 'react'
import type { MatchSnapshot } from '../_net/match-snapshot.ts'
import { listed } from '../_ui/format.ts'
import { ControlsHint } from './_court/controls-hint.tsx'
import { PointerArea } from './_court/pointer-area.tsx'
import type { Stage } from './_hooks/use-stage.ts'
import styles from './match-screen.module.css'
import { seatNames } from './name-of.ts'

/** The places of a match's screen: who plays over the court, what can be done under it, and a panel beside it. */
export function MatchLayout({
  stage: { court, host, loop, played, instrument, newest, said },
  snapshot,
  state,
  strip,
  under,
  over,
  beside,
  tools,
  panel,
  panelLabel,
}: {
  stage: Stage
  snapshot: MatchSnapshot
  /** Where the match stands, for tests and the curious. */
  state: string
  strip: ReactNode
  /** What lies on the ground of the court, under what is drawn. */
  under?: ReactNode
  /** What lies over the court. */
  over: ReactNode
  /** A smaller court beside it. */
  beside?: ReactNode
  tools: ReactNode
  panel: ReactNode
  panelLabel: string
}): ReactNode {
  const { entry } = snapshot
  const shape = (court?.aspect ? { '--aspect': `${court.aspect}` } : {}) as CSSProperties
  const names = entry ? seatNames(entry) : []
  return (
    <div className={styles['screen']} style={shape} data-testid="match" data-state={state}>
      <h1 className="sr-only">{names.length > 2 ? listed(names) : names.join(' against ') || 'Match'}</h1>
      <div className={styles['stage']}>
        <div className={styles['strip']}>{strip ?? <div className="h-15" />}</div>
        <div className={styles['courts']} data-beside={beside ? true : undefined}>
          <PointerArea loop={loop} instrument={instrument} on="court" className={styles['court']}>
            {court && entry && !snapshot.result ? (
              <court.Scoreboard snapshot={snapshot} entry={entry} newest={newest} />
            ) : null}
            {under}
            <div ref={host} className="absolute inset-0" data-testid="court" />
            {court && isPlaying(snapshot) ? (
              <ControlsHint help={court.help} at={court.hintAt} shown={!played && !snapshot.paused} />
            ) : null}
            {over}
          </PointerArea>
          {beside}
        </div>
        {isPlaying(snapshot) ? (
          <PointerArea loop={loop} instrument={instrument} on="pad" className={styles['pad']}>
            {court ? <court.Pad press={(code, down) => loop.current?.press(code, down)} /> : null}
          </PointerArea>
        ) : null}
        <output className="sr-only" data-testid="said">
          {said}
        </output>
        <div className={styles['tools']}>{tools}</div>
      </div>
      <aside className={styles['panel']} aria-label={panelLabel}>
        {panel}
      </aside>
    </div>
  )
}

/** Whether I have a seat in a match that is not over. */
export const isPlaying = ({ entry, result, state }: MatchSnapshot): boolean =>
  entry !== null && entry.seat !== null && !result && state !== 'refused'
