import type { MatchSetup } from '../../server/match/match.ts'

/** Of a match whose news nobody wants. */
export const deafListener: MatchSetup['listener'] = {
  ticks: () => undefined,
  changed: () => undefined,
  mind: () => undefined,
  left: () => undefined,
  ended: () => undefined,
}
