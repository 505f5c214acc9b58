import type { Portrait } from '../../../game/core/person-model.ts'

/** All that is on the picture of a match to hand on. */
export interface ShareCard {
  /** "You win". */
  title: string
  sides: readonly { name: string; score: string; kind: 'human' | 'agent' }[]
  /** What the partner made of it; empty: nothing is said. */
  headline: string
  /** Null: a court is drawn in its place. */
  portrait: Portrait | null
  /** Where this can be played. */
  host: string
}

export const CARD = { width: 1200, height: 630 } as const
const EDGE = 72
/** The court on the right. */
const COURT = { left: 700, top: 96, width: 428, height: 438 } as const

/** Those of the dark theme, whichever is shown and chosen here: it looks the same for whoever gets it. */
const COLOURS = {
  ground: '#080b13',
  court: '#0b0f1a',
  fg: '#eff2f9',
  muted: '#a7b0c5',
  line: '#c9d8ff3d',
  person: '#ffb03b',
  agent: '#2fe3ff',
  ball: '#ffffff',
} as const

/** What of a canvas' 2D context it takes. */
type Pen = Pick<
  CanvasRenderingContext2D,
  | 'beginPath'
  | 'fillRect'
  | 'fillStyle'
  | 'fillText'
  | 'font'
  | 'globalAlpha'
  | 'lineTo'
  | 'lineWidth'
  | 'moveTo'
  | 'setLineDash'
  | 'stroke'
  | 'strokeRect'
  | 'strokeStyle'
  | 'textAlign'
  | 'textBaseline'
> & { measureText(text: string): { width: number } }

/** Draws the picture of a match, 1200 × 630 as shared links have them. */
export function drawShareCard(context: Pen, card: ShareCard): void {
  context.fillStyle = COLOURS.ground
  context.fillRect(0, 0, CARD.width, CARD.height)
  drawWords(context, card)
  drawCourt(context, card)
}

function drawWords(context: Pen, card: ShareCard): void {
  const { title, sides, headline, host } = card
  const width = COURT.left - EDGE - 56
  const write = (text: string, y: number, font: string, colour: string): void => {
    context.font = font
    context.fillStyle = colour
    context.fillText(text, EDGE, y, width)
  }
  context.textBaseline = 'alphabetic'
  context.textAlign = 'left'
  write(title, 160, words(700, 60), COLOURS.fg)
  context.font = '350 150px "Saira Variable", sans-serif'
  let x = EDGE
  for (const [i, side] of sides.entries()) {
    if (i > 0) {
      context.fillStyle = COLOURS.muted
      context.fillText(':', x + 14, 318)
      x += 64
    }
    context.fillStyle = lightOf(side)
    context.fillText(side.score, x, 330)
    x += context.measureText(side.score).width
  }
  write(sides.map(({ name }) => name).join(' against '), 388, words(480, 30), COLOURS.muted)
  lines(context, headline, words(600, 38), width).forEach((line, i) =>
    write(line, 464 + 46 * i, words(600, 38), COLOURS.fg),
  )
  write(host, CARD.height - 56, words(560, 26), COLOURS.muted)
}

/** Nobody on the other side is what is played against. */
const lightOf = (side: ShareCard['sides'][number] | undefined): string =>
  side?.kind === 'human' ? COLOURS.person : COLOURS.agent

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

/** My half on the left with what I missed in each region, its half with where it aims. */
function drawCourt(context: Pen, { portrait, sides }: ShareCard): void {
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
  context.setLineDash([10, 12])
  context.beginPath()
  context.moveTo(left + width / 2, top)
  context.lineTo(left + width / 2, top + height)
  context.stroke()
  context.setLineDash([])
  context.fillStyle = lightOf(sides[0])
  context.fillRect(left + 8, top + height * 0.52, 12, 96)
  context.fillStyle = lightOf(sides[1])
  context.fillRect(left + width - 20, top + height * 0.26, 12, 96)
  context.fillStyle = COLOURS.ball
  context.fillRect(left + width / 2 - 8, top + height * 0.42, 16, 16)
}
