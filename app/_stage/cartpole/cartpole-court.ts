import type { Court } from '../court.ts'
import { HalvesPad } from '../solo/halves-pad.tsx'
import { soloPicture } from '../solo/solo-picture.ts'
import { soloScoreboard } from '../solo/solo-scoreboard.tsx'
import { loadRenderer } from '../staged-picture.ts'
import { CartpoleControls } from './cartpole-controls.ts'
import { cartpoleNotes } from './cartpole-notes.ts'
import { CartpoleView } from './cartpole-view.ts'

const load = () => import('./cartpole-stage.ts')

/** The court of Cartpole. */
export const cartpoleCourt: Court = {
  roundsAreWon: false,
  words: { round: 'step', rounds: 'steps', rest: 'start', sight: 'how the pole leaned and where the cart was' },
  help: {
    rules: [
      'Keep the pole between its two lines and the cart on its track: each step that it stands is one.',
      'Push the cart to where the pole leans, a little further than it needs, so that it leans back.',
      'After 500 steps you have held it. It goes half as fast as a real one.',
    ],
    keys: [
      ['A', 'D'],
      ['←', '→'],
    ],
    keysDo: 'push the cart, so that the pole stays between its two lines',
    others: 'You can also point where the cart should go, hold a half of the pad, or take a gamepad.',
    mouse: 'Point where the cart should go',
    thumb: 'Hold left or right below',
    thumbOnCourt: 'Touch where the cart is to go',
    gamepad: 'Left stick, or the cross',
  },
  howLost: null,
  servedTo: null,
  Scoreboard: soloScoreboard('steps of 500'),
  Pad: HalvesPad,
  load: () => Promise.all([loadRenderer(), load()]),
  openPicture: () => soloPicture({ view: new CartpoleView(), load, notes: cartpoleNotes }),
  openControls: () => new CartpoleControls(),
}
