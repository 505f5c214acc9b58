/** One line of a chart: points of x and y. */
export interface Curve {
  name: string
  points: readonly (readonly [x: number, y: number])[]
}

const WIDTH = 720
const HEIGHT = 400
const EDGE = 48
const COLOURS = ['#0aa3c2', '#d98200', '#7a5cff', '#2a9d5c', '#c2407a', '#666666']

/** A picture of curves, as SVG. goal: a dashed line at this y. */
export function curvePicture(
  title: string,
  xLabel: string,
  yLabel: string,
  curves: readonly Curve[],
  goal: number,
): string {
  const all = curves.flatMap((curve) => curve.points)
  const xMax = Math.max(1, ...all.map(([x]) => x))
  const yMin = Math.min(0, ...all.map(([, y]) => y))
  const yMax = Math.max(goal, ...all.map(([, y]) => y))
  const px = (x: number): string => (EDGE + (x / xMax) * (WIDTH - 2 * EDGE)).toFixed(1)
  const py = (y: number): string => (HEIGHT - EDGE - ((y - yMin) / (yMax - yMin)) * (HEIGHT - 2 * EDGE)).toFixed(1)
  const text = (x: string | number, y: string | number, content: string, anchor = 'middle'): string =>
    `<text x="${x}" y="${y}" text-anchor="${anchor}">${content}</text>`
  const line = (y: number, style: string): string =>
    `<line x1="${EDGE}" x2="${WIDTH - EDGE}" y1="${py(y)}" y2="${py(y)}" ${style}/>`
  const ticks = [yMin, 0, goal, yMax].filter((y, i, ys) => ys.indexOf(y) === i)
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12" fill="#444">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
    text(WIDTH / 2, 24, title),
    text(WIDTH / 2, HEIGHT - 8, xLabel),
    text(EDGE, EDGE - 10, yLabel, 'start'),
    line(0, 'stroke="#ccc"'),
    line(goal, 'stroke="#444" stroke-dasharray="4 4"'),
    ...ticks.map((y) => text(EDGE - 6, py(y), y.toFixed(0), 'end')),
    ...[0, xMax / 2, xMax].map((x) => text(px(x), HEIGHT - EDGE + 16, x.toFixed(0))),
    ...curves.map(({ name, points }, i) => {
      const path = points.map(([x, y]) => `${px(x)},${py(y)}`).join(' ')
      const colour = COLOURS[i % COLOURS.length]!
      const key = `<text x="${WIDTH - EDGE}" y="${HEIGHT - EDGE - 10 - 16 * i}" text-anchor="end" fill="${colour}">${name}</text>`
      return `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="2"/>${key}`
    }),
    '</svg>',
    '',
  ].join('\n')
}
