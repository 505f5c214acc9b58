/** Time in which what was mended is glided over, ms (to a third). */
const GLIDE_MILLIS = 90

/** A drawn point that goes with its source exactly, and glides over what of the source was mended. */
export class Glide {
  x = 0
  y = 0

  /** x, y: where the source is now. stepX, stepY: how far it has moved of itself since the last call, as it is known now. most: furthest that
   *  the point may move. millis: since the last call. */
  follow(x: number, y: number, stepX: number, stepY: number, most: number, millis: number): void {
    const share = 1 - Math.exp(-millis / GLIDE_MILLIS)
    const moveX = stepX + (x - this.x - stepX) * share
    const moveY = stepY + (y - this.y - stepY) * share
    const length = Math.hypot(moveX, moveY)
    const scale = length > most ? most / length : 1
    this.x += moveX * scale
    this.y += moveY * scale
  }

  /** Goes there at once: the source was put somewhere else on purpose. */
  moveTo(x: number, y: number): void {
    this.x = x
    this.y = y
  }
}
