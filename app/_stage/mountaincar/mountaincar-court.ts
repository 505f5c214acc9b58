import type { Court } from '../court.ts'
import { HalvesPad } from '../solo/halves-pad.tsx'
import { soloPicture } from '../solo/solo-picture.ts'
import { soloScoreboard } from '../solo/solo-scoreboard.tsx'
import { loadRenderer } from '../staged-picture.ts'
import { MountaincarControls } from './mountaincar-controls.ts'
import { mountaincarNotes } from './mountaincar-notes.ts'
import { MountaincarView } from './mountaincar-view.ts'

const load = () => import('./mountaincar-stage.ts')

/** The court of Mountain Car. */
export const mountaincarCourt: Court = {
  roundsAreWon: false,
  words: { round: 'step', rounds: 'steps', rest: 'start', sight: 'where the car was and how it rolled' },
  help: {
    rules: [
      'Get the car up to the flag in as few steps as you can, at most 200.',
      'Its motor is weaker than the slope: drive to where it rolls, and it rocks higher.',
      'The dashed line is as high as it would roll with the motor off. Once that is over the flag, go.',
    ],
    keys: [
      ['A', 'D'],
      ['←', '→'],
    ],
    keysDo: 'drive the car, which has to rock to come up to the flag',
    others: 'You can also point to a half of the court, hold a half of the pad, or take a gamepad.',
    mouse: 'Point left or right of the middle',
    thumb: 'Hold left or right below',
    thumbOnCourt: 'Hold left or right of the middle',
    gamepad: 'Left stick, or the cross',
  },
  howLost: null,
  servedTo: null,
  Scoreboard: soloScoreboard('steps, at most 200'),
  Pad: HalvesPad,
  load: () => Promise.all([loadRenderer(), load()]),
  openPicture: () => soloPicture({ view: new MountaincarView(), load, notes: mountaincarNotes }),
  openControls: () => new MountaincarControls(),
}
