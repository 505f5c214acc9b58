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

/** Whether somebody presses a button or pushes a stick far. */
export const isTouched = ({ axes, buttons }: Gamepad): boolean =>
  buttons.some(Boolean) || axes.some((value) => Math.abs(value) > 0.5)

/** Whether there is one that can be played with. Browsers tell of one once a button of it was pressed. */
export const hasGamepad = (): boolean => readGamepad() !== null

/** Calls back when a gamepad comes or goes. Returns how to stop. */
export function onGamepadChange(changed: () => void): () => void {
  window.addEventListener('gamepadconnected', changed)
  window.addEventListener('gamepaddisconnected', changed)
  return () => {
    window.removeEventListener('gamepadconnected', changed)
    window.removeEventListener('gamepaddisconnected', changed)
  }
}
