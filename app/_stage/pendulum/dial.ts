/** Where the dial lies in a picture of so many pixels: in the middle from side to side, as whoever points left or right of it takes it to be, and
 *  below the middle by what there is room for, so that a long score in the corner is clear of it. */
export function dialOf(width: number, height: number): { x: number; y: number; radius: number } {
  const radius = Math.min(width, height) * 0.39
  const room = height / 2 - radius * 1.06
  return { x: width / 2, y: height / 2 + Math.min(room, radius * 0.25), radius }
}
