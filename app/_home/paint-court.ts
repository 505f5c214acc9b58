import { onStillChange, wantsStill } from '../_ui/settings.ts'
import { onThemeChange, themeColour } from '../_ui/theme.ts'
import { drawRally, type CourtColours } from './draw-rally.ts'
import { startedRally, TRAIL_TICKS } from './rally.ts'

const TICK_MS = 1000 / 60

const readColours = (): CourtColours => ({
  person: themeColour('person'),
  agent: themeColour('agent'),
  ball: themeColour('ball'),
  line: themeColour('court-line'),
})

/** Lets the court of the first screen live on `element`: a game that plays itself, its paths glowing on as in a long exposure, from where
 *  the still picture left it. Whoever moves a mouse over it has the left paddle in hand. It rests while it is out of sight, and stands
 *  still for those who want no motion. Returns how to stop it; null where the browser does not draw. */
export function paintCourt(
  element: HTMLCanvasElement,
  onScores: (scores: readonly [number, number]) => void,
): (() => void) | null {
  const g = element.getContext('2d')
  if (!g) return null
  const rally = startedRally()
  let colours = readColours()
  let hand: number | null = null
  let frame = 0
  let last = 0
  let owed = 0
  let seen = true

  const draw = (): void =>
    drawRally(g, rally, colours, {
      width: element.clientWidth,
      height: element.clientHeight,
      trailTicks: TRAIL_TICKS,
      words: element.clientWidth < 640 ? 'nowhere' : 'left',
    })
  const turn = (now: number): void => {
    owed = Math.min(owed + (last === 0 ? 0 : now - last), 100)
    last = now
    for (; owed >= TICK_MS; owed -= TICK_MS) rally.step(hand)
    onScores([rally.scores[0], rally.scores[1]])
    draw()
    frame = requestAnimationFrame(turn)
  }
  const run = (): void => {
    cancelAnimationFrame(frame)
    last = 0
    if (seen && !wantsStill()) frame = requestAnimationFrame(turn)
    else draw()
  }
  const resize = (): void => {
    const ratio = Math.min(window.devicePixelRatio || 1, 2)
    element.width = Math.round(element.clientWidth * ratio)
    element.height = Math.round(element.clientHeight * ratio)
    g.setTransform(ratio, 0, 0, ratio, 0, 0)
    draw()
  }
  const onPointer = (event: PointerEvent): void => {
    if (event.pointerType !== 'mouse') return
    const box = element.getBoundingClientRect()
    const inside = event.clientY >= box.top && event.clientY <= box.bottom
    hand = inside ? 80 - ((event.clientY - box.top) / box.height) * 160 : null
  }
  const release = (): void => {
    hand = null
  }

  const sizes = new ResizeObserver(resize)
  sizes.observe(element)
  const sight = new IntersectionObserver(([entry]) => {
    seen = entry?.isIntersecting ?? true
    run()
  })
  sight.observe(element)
  const stopTheme = onThemeChange(() => {
    colours = readColours()
    draw()
  })
  const stopStill = onStillChange(run)
  window.addEventListener('pointermove', onPointer)
  document.documentElement.addEventListener('pointerleave', release)
  return () => {
    cancelAnimationFrame(frame)
    sizes.disconnect()
    sight.disconnect()
    stopTheme()
    stopStill()
    window.removeEventListener('pointermove', onPointer)
    document.documentElement.removeEventListener('pointerleave', release)
  }
}
