import type { Court } from '../court.ts'
import { UPRIGHT } from '../tiles/board-geometry.ts'
import { CrossPad } from '../tiles/cross-pad.tsx'
import { TileControls } from '../tiles/tile-controls.ts'
import { forageBoard } from './forage-board.ts'
import { foragePicture, loadForageStage } from './forage-picture.ts'
import { ForageScoreboard } from './forage-scoreboard.tsx'

/** The court of forage. */
export const forageCourt: Court = {
  roundsAreWon: false,
  words: { round: 'match', rounds: 'matches', rest: 'second', sight: 'where everybody and the food was' },
  hintAt: 'board',
  help: {
    rules: [
      'Gather food: whoever has the most when the time is over has won. It grows back where some is left.',
      'Run into somebody, and a quarter of their food is yours; they stand still for a second, and are safe for four.',
      'You see as far as an agent does, in the light around you, and where the patches are.',
    ],
    keys: [
      ['W', 'A', 'S', 'D'],
      ['↑', '←', '↓', '→'],
    ],
    keysDo: 'go from cell to cell',
    others: 'A mouse, a thumb on the court and a gamepad do, too. Run into somebody, and a quarter of theirs is yours.',
    mouse: 'Go to where the mouse is',
    thumb: 'Slide on the cross, or touch where to go',
    thumbOnCourt: 'Touch where to go',
    gamepad: 'Left stick, or the cross',
  },
  howLost: null,
  servedTo: null,
  aspect: UPRIGHT,
  Scoreboard: ForageScoreboard,
  Pad: CrossPad,
  load: loadForageStage,
  openPicture: foragePicture,
  openControls: () => new TileControls(forageBoard),
}
