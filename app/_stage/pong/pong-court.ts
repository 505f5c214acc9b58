import type { Court } from '../court.ts'
import { PongControls } from './pong-controls.ts'
import { PongPad } from './pong-pad.tsx'
import { loadPongStage, PongPicture } from './pong-picture.ts'
import { PongScoreboard } from './pong-scoreboard.tsx'

/** The court of Pong. */
export const pongCourt: Court = {
  roundsAreWon: true,
  words: { round: 'point', rounds: 'points', rest: 'serve', sight: 'where the ball and the paddles were' },
  help: {
    keys: [
      ['W', 'S'],
      ['↑', '↓'],
    ],
    keysDo: 'move your paddle',
    others: 'You can also drag on the court, or take a gamepad.',
  },
  Scoreboard: PongScoreboard,
  Pad: PongPad,
  load: loadPongStage,
  openPicture: () => new PongPicture(),
  openControls: () => new PongControls(),
}
