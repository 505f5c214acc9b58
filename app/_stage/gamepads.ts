import type { Gamepad } from './controls.ts'

/** The first gamepad with the standard mapping, as it is now; null where there is none, or the page has not the focus. */
export function readGamepad(): Gamepad | null {
  if (typeof navigator.getGamepads !== 'function' || !document.hasFocus()) return null
  const pad = navigator.getGamepads().find((candidate) => candidate?.connected && candidate.mapping === 'standard')
  return pad ? { axes: pad.axes, buttons: pad.buttons.map((button) => button.pressed) } : null
}

/** A stick's axis with its middle calmed: 0 up to `calm`, from there evenly to 1. */
export function calmed(value: number, calm: number): number {
  const beyond = Math.abs(value) - calm
  return beyond <= 0 ? 0 : Math.sign(value) * Math.min(1, beyond / (1 - calm))
}
