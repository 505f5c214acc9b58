import type { Timeline } from '../../_net/timeline.ts'
import type { CourtPicture } from '../court.ts'
import type { Note } from '../notes.ts'

/** One number of the state, with the range it has been seen in. */
interface Figure {
  name: string
  value: number
  low: number
  high: number
}

/** Draws the state of any task as a table: each number with its name, and where it lies in what has been seen of it. */
export class PlainPicture implements CourtPicture {
  readonly renderer = 'page'
  private readonly figures: Figure[]
  private rows: { text: HTMLElement; bar: HTMLElement }[] = []
  private table: HTMLElement | null = null

  constructor(layout: readonly string[]) {
    this.figures = layout.map((name) => ({ name, value: 0, low: 0, high: 0 }))
  }

  async show(host: HTMLElement): Promise<void> {
    this.table = document.createElement('dl')
    this.table.className =
      'absolute inset-0 grid auto-rows-min grid-cols-[repeat(auto-fill,minmax(9rem,1fr))] gap-x-6 gap-y-2 overflow-y-auto p-4 pt-24 text-xs'
    this.rows = this.figures.map(({ name }) => {
      const [row, label, text, track, bar] = ['div', 'dt', 'dd', 'div', 'div'].map((tag) => document.createElement(tag))
      row!.className = 'grid grid-cols-[1fr_auto] items-baseline'
      label!.className = 'truncate text-muted'
      label!.textContent = name
      text!.className = 'figures'
      track!.className = 'col-span-2 h-1 bg-line'
      bar!.className = 'h-1 w-1.5 bg-fg'
      track!.append(bar!)
      row!.append(label!, text!, track!)
      this.table!.append(row!)
      return { text: text!, bar: bar! }
    })
    host.append(this.table)
  }

  resize(): void {}
  recolour(): void {}

  /** My own moves are seen at once, chance and what others do once it is known. */
  frame(timeline: Timeline): readonly Note[] {
    const row = timeline.row(Math.floor(Math.min(timeline.lead, timeline.knownTick)))
    if (!row) return []
    this.figures.forEach((figure, i) => {
      figure.value = row[i]!
      figure.low = Math.min(figure.low, figure.value)
      figure.high = Math.max(figure.high, figure.value)
      this.write(figure, i)
    })
    return []
  }

  get drawn(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.figures.map(({ name, value }) => [name, value]))
  }

  destroy(): void {
    this.table?.remove()
  }

  private write({ value, low, high }: Figure, index: number): void {
    const shown = this.rows[index]
    if (!shown) return
    const text = Number.isInteger(value) ? String(value) : value.toFixed(2)
    if (shown.text.textContent === text) return
    shown.text.textContent = text
    const share = high > low ? (value - low) / (high - low) : 0
    shown.bar.style.marginLeft = `calc(${(100 * share).toFixed(1)}% - ${(0.375 * share).toFixed(3)}rem)`
  }
}
