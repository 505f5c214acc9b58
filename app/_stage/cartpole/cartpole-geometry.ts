import { FURTHEST_X } from '../../../game/tasks/cartpole/layout.ts'

/** Half of the track, as a share of the court's width. */
const HALF_TRACK = 0.43
const GROUND = 0.8

/** Where metres of the track lie, as shares of the court's width from its left. */
export const shareOf = (x: number): number => 0.5 + (x / FURTHEST_X) * HALF_TRACK
export const metresAt = (share: number): number => ((share - 0.5) / HALF_TRACK) * FURTHEST_X

/** Where the track, the cart and the pole lie in a picture of so many pixels. The pole is as long as the picture has room for. */
export interface CartpoleGeometry {
  /** The top of the rails. */
  ground: number
  left: number
  right: number
  cartWidth: number
  cartHeight: number
  wheel: number
  /** Height of the pole's foot. */
  pivot: number
  pole: number
}

export function cartpoleGeometry(width: number, height: number): CartpoleGeometry {
  const cartWidth = Math.max(40, Math.min(110, width * 0.11, height * 0.22))
  const cartHeight = cartWidth * 0.36
  const wheel = cartHeight * 0.3
  const ground = height * GROUND
  const pivot = ground - wheel - cartHeight * 0.85
  return {
    ground,
    left: shareOf(-FURTHEST_X) * width,
    right: shareOf(FURTHEST_X) * width,
    cartWidth,
    cartHeight,
    wheel,
    pivot,
    pole: Math.min(pivot * 0.82, width * 0.5),
  }
}
