import type { Court } from '../court.ts'
import { howLost, servedTo } from './pong-told.ts'
import { PongControls } from './pong-controls.ts'
import { PongPad } from './pong-pad.tsx'
import { loadPongStage, pongPicture } from './pong-picture.ts'
import { TwoScores } from '../two-scores.tsx'

/** The court of Pong. */
export const pongCourt: Court = {
  roundsAreWon: true,
  words: { round: 'point', rounds: 'points', rest: 'serve', sight: 'where the ball and the paddles were' },
  help: {
    rules: [
      'Send the ball past the other paddle: each is a point.',
      'Where it meets your paddle decides where it goes: near an end it leaves steeply. Each hit makes it faster.',
      'Whoever makes the points that were agreed on first has won.',
    ],
    keys: [
      ['W', 'S'],
      ['↑', '↓'],
    ],
    keysDo: 'move your paddle',
    others: 'You can also move the mouse over the court, slide a thumb, or take a gamepad.',
    mouse: 'Move the mouse up and down',
    thumb: 'Slide your thumb up and down',
    gamepad: 'Left stick, or the cross',
  },
  howLost,
  servedTo,
  Scoreboard: TwoScores,
  Pad: PongPad,
  load: loadPongStage,
  openPicture: pongPicture,
  openControls: () => new PongControls(),
}
