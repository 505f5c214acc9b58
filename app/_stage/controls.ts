import type { Timeline } from '../_net/timeline.ts'

/** The action of a seat that does nothing, in every task. */
export const IDLE = 0

/** A finger or pen that touches, or a mouse. */
export interface Pointer {
  id: number
  /** `hover`: a mouse is there, whether its button is held or not: `pressed` says so; it stays where it was last when it leaves the court. */
  phase: 'down' | 'move' | 'up' | 'hover'
  /** On the court itself, or on the pad for the thumb below it. */
  on: 'court' | 'pad'
  /** Where, in shares of that area from its left and its top. One that is dragged out of it lies below 0 or above 1. */
  x: number
  y: number
  /** Of the width of that area to its height; 1 where it is not told. */
  ratio?: number
  /** Of a mouse that hovers: whether its button is held. */
  pressed?: boolean
}

/** A gamepad with the standard mapping, as it is at this moment. */
export interface Gamepad {
  /** Left stick across and down, then right stick, from −1 to 1. */
  axes: readonly number[]
  /** Whether each button is pressed; 12 to 15 are the cross: up, down, left, right. */
  buttons: readonly boolean[]
}

/** Makes an action code for my seat of what is done with keys, pointers and a gamepad. */
export interface Controls {
  /** A key (`KeyboardEvent.code`) went down or up. Returns the action that is wanted at once; null where the key is none of the game's. */
  key(code: string, down: boolean): number | null
  /** timeline: what is drawn at this moment; null before the match is there. */
  pointer(pointer: Pointer, timeline: Timeline | null): void
  /** Lets go of everything. */
  release(): void
  /** The action that is wanted in this frame. gamepad: null where there is none · millis: since the last frame */
  action(timeline: Timeline, gamepad: Gamepad | null, millis: number): number
}
