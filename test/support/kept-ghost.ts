import type { Page } from '@playwright/test'
import * as P from '../../game/tasks/pong/layout.ts'
import { pong } from '../../game/tasks/pong/pong.ts'

/** Lets this browser remember of its guest that they miss in the bottom corner alone. */
export async function rememberWeakCorner(page: Page): Promise<void> {
  const user = await page.evaluate(async () => {
    const reply = await fetch('/api/session', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{}',
    })
    return ((await reply.json()) as { user: { id: string } | null }).user
  })
  if (!user) throw new Error('The server makes nobody a guest')
  const ball = (arrival: number, miss: number): number[] => [arrival, arrival, 2, 0, 0, 0, miss, 5, 0]
  const everywhere = Array.from({ length: 40 }, (_, i) => ball(-30 + 3.4 * (i % 30), (i % 7) - 3))
  const below = Array.from({ length: 14 }, (_, i) => ball(-72 + i, i % 4 === 0 ? 2 : 2 * P.REACH))
  const person = { coming: [...everywhere, ...below], leaving: [], foretold: [] }
  const kept = JSON.stringify({ match: 'earlier', tick: 0, person })
  await page.evaluate(([key, text]) => localStorage.setItem(key, text), [
    `sparring.ghost.${pong.id}.${pong.version}.${user.id}`,
    `${Date.now()}|${kept}`,
  ] as const)
}
