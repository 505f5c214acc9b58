import type { Court } from '../court.ts'
import { TwoScores } from '../two-scores.tsx'
import { VolleyControls } from './volley-controls.ts'
import { VolleyPad } from './volley-pad.tsx'
import { loadVolleyStage, volleyPicture } from './volley-picture.ts'
import { howLost, servedTo } from './volley-told.ts'

/** The court of volley. */
export const volleyCourt: Court = {
  roundsAreWon: true,
  words: { round: 'point', rounds: 'points', rest: 'serve', sight: 'where the ball and the slimes were' },
  help: {
    rules: [
      'Keep the ball off your ground: where it comes down, the other side has a point.',
      'It leaves a slime away from its middle; whoever jumps into it or runs as it comes gives it their own speed.',
      'It may touch you as often as you like. Whoever makes the points that were agreed on first has won.',
    ],
    keys: [
      ['A', 'D', 'W'],
      ['←', '→', '↑'],
    ],
    keysDo: 'run left, run right and jump',
    others: 'You can also let it run after the mouse and press to jump, use your thumbs, or take a gamepad.',
    mouse: 'Run to the mouse, press to jump',
    thumb: 'Hold the buttons, or slide on the court',
    thumbOnCourt: 'Touch where to run, slide up to jump',
    gamepad: 'Left stick or cross, and a button to jump',
  },
  howLost,
  servedTo,
  Scoreboard: TwoScores,
  Pad: VolleyPad,
  load: loadVolleyStage,
  openPicture: volleyPicture,
  openControls: () => new VolleyControls(),
}
