/** Left, top, right and bottom in CSS pixels of the window. */
export type Box = Pick<DOMRect, 'left' | 'top' | 'right' | 'bottom'>

const MARGIN = 16
/** Distance between the heights that are tried, px. */
const STEP = 12

/** Where something of this size covers nothing that can be pressed: as far down as it can be, on the right before the middle and the left.
 *  Where there is no such place, where it covers least. All in CSS pixels. */
export function freePlace(
  size: { width: number; height: number },
  page: { width: number; height: number },
  taken: readonly Box[],
): { left: number; top: number } {
  const right = Math.max(MARGIN, page.width - size.width - MARGIN)
  const across = [...new Set([right, Math.max(MARGIN, (page.width - size.width) / 2), MARGIN])]
  let best = { left: right, top: page.height - size.height - MARGIN }
  let least = Infinity
  for (const left of across)
    for (let top = page.height - size.height - MARGIN; top >= MARGIN / 2; top -= STEP) {
      const box = { left, top, right: left + size.width, bottom: top + size.height }
      const covered = taken.reduce((sum, other) => sum + overlap(box, other), 0)
      if (covered >= least) continue
      best = { left, top }
      least = covered
      if (covered === 0) return best
    }
  return best
}

/** Area that two boxes share. */
export const overlap = (a: Box, b: Box): number =>
  Math.max(0, Math.min(a.right, b.right) - Math.max(a.left, b.left)) *
  Math.max(0, Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top))
