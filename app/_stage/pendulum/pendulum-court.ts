import type { Court } from '../court.ts'
import { soloPicture } from '../solo/solo-picture.ts'
import { soloScoreboard } from '../solo/solo-scoreboard.tsx'
import { loadRenderer } from '../staged-picture.ts'
import { PendulumControls } from './pendulum-controls.ts'
import { pendulumNotes } from './pendulum-notes.ts'
import { PendulumPad } from './pendulum-pad.tsx'
import { PendulumView } from './pendulum-view.ts'

const load = () => import('./pendulum-stage.ts')

/** The court of Pendulum. */
export const pendulumCourt: Court = {
  roundsAreWon: false,
  hintAt: 'edge',
  words: { round: 'step', rounds: 'steps', rest: 'start', sight: 'where the rod was and how it swung' },
  help: {
    rules: [
      'Swing the rod up and hold it there. Its motor is too weak to lift it at once.',
      'Turn with it while it swings, and it swings higher; against it when it comes up.',
      'It costs while it leans, swings or is turned. Ten seconds are played, and no cost is best.',
    ],
    keys: [
      ['A', 'D'],
      ['←', '→'],
    ],
    keysDo: 'turn the rod, which has to swing to come up and be held there',
    others: 'You can also point left or right of the middle, slide a thumb, or take a gamepad.',
    mouse: 'Point left or right of the middle',
    thumb: 'Slide your thumb left and right',
    gamepad: 'Left stick, or the cross',
  },
  howLost: null,
  servedTo: null,
  Scoreboard: soloScoreboard('points: leaning costs'),
  Pad: PendulumPad,
  load: () => Promise.all([loadRenderer(), load()]),
  openPicture: () => soloPicture({ view: new PendulumView(), load, notes: pendulumNotes }),
  openControls: () => new PendulumControls(),
}
