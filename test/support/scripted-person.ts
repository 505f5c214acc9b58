import type { Page } from '@playwright/test'
import type {} from '../../app/match/_hooks/use-console-handle.ts'

declare global {
  interface Window {
    stopScript?: () => void
  }
}

/** Lets the page's own keyboard be played by a script, until the match is over or the script is stopped: it goes where the ball will
 *  arrive, sees it as late as a person does, and never lower than `floor`, its blind spot. The keys are real key events of the page; what it
 *  sees is what the page shows. */
export async function playByScript(
  page: Page,
  { delayMillis = 50, floor = -71 } = {},
): Promise<{ stop: () => Promise<void> }> {
  await page.waitForFunction(() => Boolean(window.sparring?.state))
  await page.evaluate(
    ({ delayMillis, floor }) => {
      const seen: { at: number; state: Readonly<Record<string, number>> }[] = []
      let held: string | null = null
      const hold = (key: string | null): void => {
        if (key === held) return
        if (key) window.dispatchEvent(new KeyboardEvent('keydown', { code: key, bubbles: true }))
        if (held) window.dispatchEvent(new KeyboardEvent('keyup', { code: held, bubbles: true }))
        held = key
      }
      /** Where the ball meets my side, folded at the walls. */
      const arrival = (state: Readonly<Record<string, number>>, side: number): number => {
        const ticks = (66 + state['ballX']! * side) / -(state['ballVx']! * side)
        let y = state['ballY']! + state['ballVy']! * ticks
        while (Math.abs(y) > 79) y = (y > 0 ? 158 : -158) - y
        return y
      }
      const turn = (): void => {
        const { sparring } = window
        if (!sparring) return hold(null)
        const now = performance.now()
        if (sparring.state) seen.push({ at: now, state: sparring.state })
        while (seen.length > 1 && seen[1]!.at <= now - delayMillis) seen.shift()
        const past = seen[0]?.state
        const seat = sparring.seat
        if (past && sparring.state && seat !== null) {
          const side = seat === 0 ? 1 : -1
          const coming = past['ballVx']! * side < 0
          const goal = Math.max(floor, coming ? arrival(past, side) : 0)
          const way = goal - sparring.state[seat === 0 ? 'leftY' : 'rightY']!
          hold(way > 5 ? 'KeyW' : way < -5 ? 'KeyS' : null)
        }
      }
      const turns = setInterval(turn, 8)
      window.stopScript = () => {
        clearInterval(turns)
        hold(null)
      }
    },
    { delayMillis, floor },
  )
  return { stop: () => page.evaluate(() => window.stopScript?.()) }
}
