import type uPlot from 'uplot'
import type { ChartSeries } from './line-chart.tsx'
import type { PlotProps } from './plot.tsx'
import { forcedColours, themeColour } from './theme.ts'

const STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000]
const DOT = 7
/** Part of the height that is left free above and below the curves. */
const ROOM = 0.06

/** Columns for uPlot: x, each curve, then the lower and the upper bound of the first. */
export function dataOf(series: readonly ChartSeries[]): uPlot.AlignedData {
  const first = series[0]?.points ?? []
  const columns = [first.map(({ x }) => x), ...series.map(({ points }) => points.map(({ y }) => y))]
  if (isBanded(series))
    columns.push(
      first.map(({ low, y }) => low ?? y),
      first.map(({ high, y }) => high ?? y),
    )
  return columns as uPlot.AlignedData
}

const isBanded = (series: readonly ChartSeries[]): boolean =>
  series[0]?.points.some(({ low }) => low !== undefined) ?? false

/** Smallest and largest value of a scale, so that a flat line has room and `include` lies inside. */
export function rangeOf(low: number, high: number, include: readonly number[]): [number, number] {
  const [from, to] = [Math.min(low, ...include), Math.max(high, ...include)]
  const room = from === to ? 1 : ROOM * (to - from)
  return [from - room, to + room]
}

/** How a chart is drawn in our colours and figures: hairlines across, figures at the right edge, a dot at the end of each curve. */
export function plotOptions(
  element: HTMLElement,
  size: { width: number; height: number },
  props: { current: PlotProps },
  onCursor: (plot: uPlot) => void,
): uPlot.Options {
  const { series, level } = props.current
  const { fontSize, fontFamily } = getComputedStyle(element)
  const axis = { font: `${fontSize} ${fontFamily}`, stroke: () => themeColour('muted'), ticks: { show: false } }
  const bounds = series.length + 1
  const tone = series[0]?.tone ?? 'plain'
  return {
    ...size,
    padding: [10, null, null, null],
    legend: { show: false },
    cursor: {
      y: false,
      drag: { x: false, y: false },
      // The bounds have none.
      points: {
        size: (_, i) => (i <= series.length ? 9 : 0),
        width: 2,
        stroke: (_, i) => colourOf(series[i - 1]?.tone),
        fill: () => themeColour('ground'),
      },
    },
    scales: {
      x: { time: false, range: (_, low, high) => (low === high ? [low - 1, high + 1] : [low, high]) },
      y: { range: (_, low, high) => rangeOf(low, high, props.current.include ?? []) },
    },
    axes: [
      {
        ...axis,
        size: 22,
        gap: 6,
        space: 80,
        grid: { show: false },
        incrs: [...(props.current.stepsX ?? STEPS)],
        values: (_, splits) => splits.map((x) => props.current.formatX(x)),
      },
      {
        ...axis,
        side: 1,
        size: 44,
        gap: 8,
        space: 36,
        // Where all colours are one, a hairline must not look like a curve.
        grid: { stroke: () => themeColour('line'), width: 1, ...(forcedColours() ? { dash: [1, 4] } : {}) },
        values: (_, splits) => splits.map((y) => props.current.formatY(y)),
      },
    ],
    series: [{}, ...series.map(curveOf), ...(isBanded(series) ? [boundOf(tone), boundOf(tone)] : [])],
    ...(isBanded(series)
      ? { bands: [{ series: [bounds + 1, bounds] as [number, number], fill: () => washOf(tone) }] }
      : {}),
    hooks: { setCursor: [onCursor], drawAxes: level === undefined ? [] : [(plot) => drawLevel(plot, level)] },
  }
}

type Tone = ChartSeries['tone']

function colourOf(tone: Tone = 'plain'): string {
  return themeColour(tone === 'plain' ? 'fg' : tone)
}

/** Where all colours are one, a filled band would hide what lies on it: its edges are dotted instead. */
const washOf = (tone: Tone): string =>
  forcedColours() || !tone || tone === 'plain' ? 'transparent' : themeColour(`${tone}-wash`)

const boundOf = (tone: Tone): uPlot.Series => ({
  stroke: () => (forcedColours() ? colourOf(tone) : 'transparent'),
  width: 1,
  dash: [1, 3],
  points: { show: false },
})

const curveOf = ({ tone, dashed, name }: ChartSeries): uPlot.Series => ({
  label: name,
  stroke: () => colourOf(tone),
  width: 2,
  cap: 'round',
  ...(dashed ? { dash: [4, 4] } : {}),
  points: {
    show: true,
    filter: (plot, _, __) => [plot.data[0].length - 1],
    size: DOT,
    width: 0,
    fill: () => colourOf(tone),
  },
})

function drawLevel({ ctx, bbox, valToPos }: uPlot, level: number): void {
  const y = Math.round(valToPos(level, 'y', true))
  ctx.save()
  ctx.strokeStyle = themeColour('muted')
  ctx.setLineDash([3 * devicePixelRatio, 4 * devicePixelRatio])
  ctx.lineWidth = devicePixelRatio
  ctx.beginPath()
  ctx.moveTo(bbox.left, y)
  ctx.lineTo(bbox.left + bbox.width, y)
  ctx.stroke()
  ctx.restore()
}
