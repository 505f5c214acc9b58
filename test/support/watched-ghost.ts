import type { Page } from '@playwright/test'
import type {} from '../../app/match/_hooks/use-console-handle.ts'
import type { PongScene } from '../../app/_stage/pong/pong-scene.ts'

type Phase = NonNullable<PongScene['ghost']>['phase']

interface SeenGhosts {
  /** Phases in the order in which they were drawn. */
  phases: Phase[]
  /** Whose ghosts were drawn. */
  drawnOf: number[]
  /** From the frame that drew the other side's hit, or the serve, to the first that drew the ghost, ms. */
  delays: number[]
  last: PongScene['ghost']
  /** Balls that have begun to come to the player. */
  balls: number
}

declare global {
  interface Window {
    ghosts?: SeenGhosts
  }
}

/** Looks at the ghosts that a page draws on its court from now on. */
export async function watchGhost(page: Page): Promise<{
  seen(): Promise<SeenGhosts>
  until(phase: Phase): Promise<void>
  /** Until one is drawn further from the paddle than a ball is met. */
  untilFarAway(): Promise<void>
  untilTwoBalls(): Promise<void>
}> {
  await page.evaluate(() => {
    const seen: SeenGhosts = (window.ghosts = { phases: [], drawnOf: [], delays: [], last: null, balls: 0 })
    let cameAt: number | null = null
    const look = (): void => {
      requestAnimationFrame(look)
      const { drawn, seat } = window.sparring ?? {}
      if (!drawn || seat === null || seat === undefined) return
      const { ghost, effects } = drawn.scene as PongScene
      if (effects.some((effect) => (effect.kind === 'hit' || effect.kind === 'serve') && effect.seat !== seat)) {
        cameAt = drawn.at
        seen.balls++
      }
      if (ghost && ghost.phase !== seen.last?.phase) {
        seen.phases.push(ghost.phase)
        if (!seen.drawnOf.includes(ghost.seat)) seen.drawnOf.push(ghost.seat)
        if (ghost.phase === 'expected' && cameAt !== null) seen.delays.push(drawn.at - cameAt)
      }
      // The court goes on to write into its own.
      seen.last = ghost && { ...ghost }
    }
    look()
  })
  return {
    seen: () => page.evaluate(() => window.ghosts!),
    until: async (phase) =>
      void (await page.waitForFunction((wanted) => window.ghosts!.phases.includes(wanted), phase, {
        timeout: 120_000,
      })),
    untilFarAway: async () =>
      void (await page.waitForFunction(
        () => {
          const { last } = window.ghosts!
          const { drawn } = window.sparring ?? {}
          if (last?.phase !== 'expected' || !drawn) return false
          return Math.abs(last.y - (drawn.scene as PongScene).paddles[last.seat]!) > 25
        },
        undefined,
        { polling: 'raf', timeout: 120_000 },
      )),
    async untilTwoBalls() {
      const { balls } = await page.evaluate(() => window.ghosts!)
      await page.waitForFunction((enough) => window.ghosts!.balls >= enough, balls + 2, { timeout: 60_000 })
    },
  }
}
