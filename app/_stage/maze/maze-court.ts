import type { Court } from '../court.ts'
import { UPRIGHT } from '../tiles/board-geometry.ts'
import { CrossPad } from '../tiles/cross-pad.tsx'
import { TileControls } from '../tiles/tile-controls.ts'
import { mazeBoard } from './maze-board.ts'
import { loadMazeStage, mazePicture } from './maze-picture.ts'
import { MazeScoreboard } from './maze-scoreboard.tsx'

/** The court of the maze. */
export const mazeCourt: Court = {
  roundsAreWon: false,
  words: { round: 'run', rounds: 'runs', rest: 'second', sight: 'what was around you' },
  hintAt: 'board',
  help: {
    rules: [
      'Find the key: it opens the door on the way to the goal. Everybody needs one of their own.',
      'Whoever is at the goal first has won; the others have twenty seconds from then on.',
      'You see as far as an agent does, through walls, too. What you have seen stays on the map.',
    ],
    keys: [
      ['W', 'A', 'S', 'D'],
      ['↑', '←', '↓', '→'],
    ],
    keysDo: 'run; hold two to turn at the next opening',
    others: 'A mouse, a thumb on the court and a gamepad do, too.',
    mouse: 'Go to where the mouse is',
    thumb: 'Slide on the cross, or touch where to go',
    thumbOnCourt: 'Touch where to go',
    gamepad: 'Left stick, or the cross',
  },
  howLost: null,
  servedTo: null,
  aspect: UPRIGHT,
  Scoreboard: MazeScoreboard,
  Pad: CrossPad,
  load: loadMazeStage,
  openPicture: mazePicture,
  openControls: () => new TileControls(mazeBoard),
}
