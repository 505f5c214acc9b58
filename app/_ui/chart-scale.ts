/** A point of a chart; x grows to the right. */
export interface ChartPoint {
  x: number
  y: number
}

/** Smallest and largest value, widened so that a flat line has room and `include` lies inside. An empty list gives [0, 1]. */
export function extent(values: readonly number[], include: readonly number[] = []): [number, number] {
  const all = [...values, ...include]
  if (all.length === 0) return [0, 1]
  let [low, high] = [Infinity, -Infinity]
  for (const value of all) {
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  if (low === high) return [low - 1, high + 1]
  return [low, high]
}

/** Round numbers inside [low, high] for an axis, about `wanted` of them, at steps of 1, 2 or 5 times a power of ten. */
export function ticks(low: number, high: number, wanted: number): number[] {
  const rough = (high - low) / Math.max(1, wanted)
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = ([1, 2, 5].find((m) => m * power >= rough) ?? 10) * power
  const first = Math.ceil(low / step)
  const last = Math.floor(high / step + 1e-9)
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, k) => Number(((first + k) * step).toPrecision(12)))
}

/** Keeps at most `most` points, the lowest and highest of each stretch, so that a long curve keeps its peaks. */
export function thin(points: readonly ChartPoint[], most: number): ChartPoint[] {
  if (points.length <= most) return [...points]
  const stretch = Math.ceil((points.length * 2) / most)
  const kept: ChartPoint[] = []
  for (let from = 0; from < points.length; from += stretch) {
    const part = points.slice(from, from + stretch)
    const low = part.reduce((a, b) => (b.y < a.y ? b : a))
    const high = part.reduce((a, b) => (b.y > a.y ? b : a))
    kept.push(...(low === high ? [low] : low.x < high.x ? [low, high] : [high, low]))
  }
  return kept
}

/** The `d` of an SVG path through the points, with coordinates mapped by `sx` and `sy`; an empty string for no points. */
export function pathThrough(
  points: readonly ChartPoint[],
  sx: (x: number) => number,
  sy: (y: number) => number,
): string {
  return points.map((p, i) => `${i === 0 ? 'M' : 'L'}${sx(p.x).toFixed(2)} ${sy(p.y).toFixed(2)}`).join('')
}
