import type { Court } from '../court.ts'
import { SumoControls } from './sumo-controls.ts'
import { SumoPad } from './sumo-pad.tsx'
import { loadSumoStage, sumoPicture } from './sumo-picture.ts'
import { SumoScoreboard } from './sumo-scoreboard.tsx'
import { howLost } from './sumo-told.ts'

/** The court of sumo. */
export const sumoCourt: Court = {
  roundsAreWon: true,
  words: { round: 'round', rounds: 'rounds', rest: 'start of a round', sight: 'where the discs and the ring were' },
  hintAt: 'edge',
  help: {
    rules: [
      'Push the other disc out of the ring: whose middle is outside has lost the round.',
      'The discs keep their way, and in a bump they exchange it. The ring shrinks until nobody has room.',
      'The edge lights up where you come near it. Whoever wins the rounds that were agreed on first has won.',
    ],
    keys: [
      ['W', 'A', 'S', 'D'],
      ['↑', '←', '↓', '→'],
    ],
    keysDo: 'push your disc, two together across',
    others: 'You can also lead it with the mouse, drag a thumb, or take a gamepad.',
    mouse: 'Your disc follows the mouse',
    thumb: 'Drag your thumb to push',
    gamepad: 'Left stick, or the cross',
  },
  aspect: 1,
  howLost,
  servedTo: null,
  Scoreboard: SumoScoreboard,
  Pad: SumoPad,
  load: loadSumoStage,
  openPicture: sumoPicture,
  openControls: () => new SumoControls(),
}
