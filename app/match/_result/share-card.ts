import type { Portrait } from '../../../game/core/person-model.ts'
import { COLOURS, LIGHTS } from '../../_share/picture-colours.ts'

/** All that is on the picture of a match to hand on. */
export interface ShareCard {
  /** What was played: "Sumo". */
  game: string
  /** "I won". */
  title: string
  /** What scores are counted in: "rounds". */
  unit: string
  /** Two at most side by side, from the left; more in a list, from its top. */
  sides: readonly { name: string; score: string; kind: 'human' | 'agent' }[]
  /** What the partner made of it; empty: nothing is said. */
  headline: string
  /** Where I miss and where it aims, drawn under the sign of the game; null: nothing is. */
  portrait: Portrait | null
  /** Where this can be played. */
  host: string
}

export const CARD = { width: 1200, height: 630 } as const
const EDGE = 72
/** Height of the figures of a score, and what stands between two. */
const LARGEST = 150
const BETWEEN = 64
/** What a score takes of a line of the list. */
const SCORE_WIDTH = 160
/** The court on the right, as wide and high as signs are. */
const COURT = { left: 640, top: 163, width: 488, height: 305 } as const

/** What of a canvas' 2D context it takes. */
type Pen = Pick<
  CanvasRenderingContext2D,
  | 'drawImage'
  | 'fillRect'
  | 'fillStyle'
  | 'fillText'
  | 'font'
  | 'globalAlpha'
  | 'lineWidth'
  | 'strokeRect'
  | 'strokeStyle'
  | 'textAlign'
  | 'textBaseline'
> & { measureText(text: string): { width: number } }

/** Draws the picture of a match, 1200 × 630 as shared links have them. sign: the sign of its game, in the colours for it. */
export function drawShareCard(context: Pen, card: ShareCard, sign: CanvasImageSource): void {
  context.fillStyle = COLOURS.ground
  context.fillRect(0, 0, CARD.width, CARD.height)
  drawWords(context, card)
  drawCourt(context, card, sign)
}

function drawWords(context: Pen, card: ShareCard): void {
  const { game, title, sides, headline, host } = card
  const width = COURT.left - EDGE - 56
  const write = (text: string, y: number, font: string, colour: string): void => {
    context.font = font
    context.fillStyle = colour
    context.fillText(text, EDGE, y, width)
  }
  context.textBaseline = 'alphabetic'
  context.textAlign = 'left'
  write(game, 92, words(560, 26), COLOURS.muted)
  write(title, 160, words(700, 60), COLOURS.fg)
  if (sides.length > 2) drawList(context, card, width)
  else {
    drawFigures(context, card, width)
    if (sides.length > 1) write(sides.map(({ name }) => name).join(' against '), 388, words(480, 30), COLOURS.muted)
  }
  lines(context, headline, words(600, 38), width).forEach((line, i) =>
    write(line, 464 + 46 * i, words(600, 38), COLOURS.fg),
  )
  write(host, CARD.height - 56, words(560, 26), COLOURS.muted)
}

/** The scores in large figures, as large as there is room for, and what they are counted in. */
function drawFigures(context: Pen, { sides, unit }: ShareCard, width: number): void {
  const figures = (size: number): string => `350 ${size}px "Saira Variable", sans-serif`
  context.font = words(480, 30)
  const rest = context.measureText(unit).width + 18 + (sides.length - 1) * BETWEEN
  context.font = figures(LARGEST)
  const wide = sides.reduce((sum, { score }) => sum + context.measureText(score).width, 0)
  context.font = figures(Math.min(LARGEST, Math.floor((LARGEST * (width - rest)) / wide)))
  let x = EDGE
  for (const [i, side] of sides.entries()) {
    if (i > 0) {
      context.fillStyle = COLOURS.muted
      context.fillText(':', x + 14, 318)
      x += BETWEEN
    }
    context.fillStyle = LIGHTS[side.kind]
    context.fillText(side.score, x, 330)
    x += context.measureText(side.score).width
  }
  context.font = words(480, 30)
  context.fillStyle = COLOURS.muted
  context.fillText(unit, x + 18, 330)
}

/** A line for each of many. */
function drawList(context: Pen, { sides, unit }: ShareCard, width: number): void {
  for (const [i, side] of sides.entries()) {
    const y = 226 + 40 * i
    const score = i === 0 ? `${side.score} ${unit}` : side.score
    context.font = words(480, 30)
    context.fillStyle = LIGHTS[side.kind]
    context.fillText(score, EDGE, y)
    context.fillStyle = COLOURS.fg
    context.fillText(side.name, EDGE + SCORE_WIDTH, y, width - SCORE_WIDTH)
  }
}

const words = (weight: number, size: number): string => `${weight} ${size}px "Archivo Variable", sans-serif`

/** Words in lines that are no wider than `width`. */
function lines(context: Pen, text: string, font: string, width: number): string[] {
  context.font = font
  const all: string[] = []
  for (const word of text.split(' ').filter(Boolean)) {
    const longer = `${all.at(-1) ?? ''} ${word}`.trim()
    if (all.length > 0 && context.measureText(longer).width <= width) all[all.length - 1] = longer
    else all.push(word)
  }
  return all
}

/** The sign of the game; under it my half on the left with what I missed in each region, its half with where it aims. */
function drawCourt(context: Pen, { portrait }: ShareCard, sign: CanvasImageSource): void {
  const { left, top, width, height } = COURT
  context.fillStyle = COLOURS.court
  context.fillRect(left, top, width, height)
  const regions = portrait?.regions.toReversed() ?? []
  const band = height / Math.max(1, regions.length)
  const most = Math.max(0.01, ...regions.map(({ aimedNow }) => aimedNow))
  for (const [i, { met, missed, aimedNow }] of regions.entries()) {
    const y = top + i * band
    context.globalAlpha = met === 0 ? 0 : Math.min(0.85, (1.2 * missed) / met)
    context.fillStyle = COLOURS.person
    context.fillRect(left, y + 1, width / 2 - 2, band - 2)
    context.globalAlpha = 0.75
    context.fillStyle = COLOURS.agent
    const reach = (width / 2 - 24) * (aimedNow / most)
    context.fillRect(left + width - 12 - reach, y + band / 2 - 5, reach, 10)
  }
  context.globalAlpha = 1
  context.strokeStyle = COLOURS.line
  context.lineWidth = 2
  context.strokeRect(left, top, width, height)
  context.drawImage(sign, left, top, width, height)
}
