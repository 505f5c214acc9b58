import type { ComponentType } from 'react'
import type { Row } from '../../game/core/task.ts'
import type { Mind } from '../../game/protocol/messages.ts'
import type { MatchEntry, MatchSnapshot } from '../_net/match-snapshot.ts'
import type { Timeline } from '../_net/timeline.ts'
import type { Controls } from './controls.ts'
import type { Insight } from './insight.ts'
import type { Note } from './notes.ts'
import type { Palette } from './palette.ts'
import type { StageOptions } from './stage.ts'

/** All that a task has to say about its screen: what it looks and sounds like, how it is played, and the words for it. */
export interface Court {
  readonly words: CourtWords
  /** A round is worth 1 to who wins it and −1 to who loses it, so that what a critic expects of it is a chance. */
  readonly roundsAreWon: boolean
  readonly help: CourtHelp
  /** How the round that just ended was lost: whose seat, and what it did ("missed low"). before: its states, the newest first, without a gap,
   *  but not all of them. Null, or answered with null, where that is not certain. */
  readonly howLost: ((before: Iterable<Row>, winner: number) => { seat: number; did: string } | null) | null
  /** The seat that this round was served to, null until it is; null itself where nothing is served to anybody. */
  readonly servedTo: ((state: Row) => number | null) | null
  /** Width of the court to its height on a screen that is held upright; 5 / 4 where it is not told. */
  readonly aspect?: number
  /** Where a wide court has room for the hint of its controls: beside my own body, where nothing is told; at the edge; or beside a board, whose scores stand
   *  in the column left of it. */
  readonly hintAt?: 'edge' | 'board'
  /** The score as it stands on the court, under what is drawn. */
  readonly Scoreboard: ComponentType<ScoreboardProps>
  /** What the pad for the thumb holds, below the court on touch screens: words, or buttons that hold keys. Pointers on the rest of it go to
   *  the controls. */
  readonly Pad: ComponentType<PadProps>
  /** Fetches the code that draws, before there is a match to draw. */
  load(): Promise<unknown>
  openPicture(): CourtPicture
  openControls(): Controls
}

/** What is drawn of one match. */
export interface CourtPicture {
  /** Which renderer draws: webgl, webgpu, canvas, page, or none until `show` has found one. */
  readonly renderer: string
  /** Begins to draw inside `host`. Everything else works without. */
  show(host: HTMLElement, options: StageOptions): Promise<void>
  resize(width: number, height: number, pixelRatio: number): void
  recolour(palette: Palette): void
  /** Draws one frame and returns what is heard of it. insight: what a partner shows of what it knows; a court may have no picture for it.
   *  millis: since the last frame. */
  frame(timeline: Timeline, minds: readonly (Mind | null)[], insight: Insight, millis: number): readonly Note[]
  /** What the last frame drew, as this task's court names it: to read, for the curious and for tests. */
  readonly drawn: object
  destroy(): void
}

/** The words of a game, for sentences about any game. */
export interface CourtWords {
  /** What a match is made of, one and many: "point", "points". */
  round: string
  rounds: string
  /** The quiet moment at which new weights are taken: "serve". */
  rest: string
  /** What there is to see, as a clause: "where everybody was". */
  sight: string
}

export interface CourtHelp {
  /** How it is played, in three lines: what it is about, what decides it, what is good to know. */
  rules: readonly string[]
  /** Keys that do the same on a keyboard, in groups, as they are written on it. */
  keys: readonly (readonly string[])[]
  /** What these keys do, as the end of a sentence that begins with them. */
  keysDo: string
  /** The other ways, as sentences. */
  others: string
  /** What to do with a mouse, a thumb or a gamepad, in a few words each; null where that does nothing. */
  mouse: string | null
  thumb: string
  /** What a thumb does on the court itself, where there is no room for a pad; missing where that is the same. */
  thumbOnCourt?: string
  gamepad: string
}

export interface ScoreboardProps {
  snapshot: MatchSnapshot
  entry: MatchEntry
  /** The newest row that is certain, or taken for certain by now, for what the snapshot does not tell: see useReading. */
  newest: () => Row | null
}

export interface PadProps {
  /** Presses a key, or lets it go: see Controls.key. */
  press: (code: string, down: boolean) => void
}
