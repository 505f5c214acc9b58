import { checkLog } from '../../game/core/check-log.ts'
import type { MatchLog } from '../../game/core/match-log.ts'
import { finalHashOf } from '../../game/core/row-hash.ts'
import { AgentView } from '../../game/protocol/http.ts'
import { cartpole } from '../../game/tasks/cartpole/cartpole.ts'
import { defaultAgentId } from '../../server/base/ids.ts'
import { playByControls } from '../support/person-at-controls.ts'
import { expect, test } from '../support/players.ts'
import { storedLog } from '../support/stored-log.ts'

/** The hash of the state in which a match began. */
function beginning(log: MatchLog): string {
  const hashes: string[] = []
  const verdict = checkLog(cartpole, log, (state) => void (hashes.length === 0 && hashes.push(finalHashOf(state))))
  expect(verdict).toEqual({ ok: true })
  return hashes[0]!
}

test('an agent races somebody through the same game from the same beginning, in sight of them, and the page says who did better', async ({
  player,
  sparring,
}) => {
  const page = await player('ann', { viewport: { width: 800, height: 600 }, reducedMotion: 'reduce' })
  await page.goto('/play/cartpole')
  await page.getByRole('button', { name: 'Race Minute' }).click()
  await page.waitForURL(/\/match\//)
  const match = new URL(page.url()).pathname.split('/').at(-1)!
  const beside = page.getByRole('region', { name: 'Minute plays beside you' })
  await expect(beside).toContainText('plays the same')
  await expect(page.getByTestId('court')).not.toHaveAttribute('data-renderer', /none/)
  await expect(beside.getByTestId('court-beside')).not.toHaveAttribute('data-renderer', /none/)
  const person = playByControls(page, cartpole)

  await expect(page.getByTestId('match')).toHaveAttribute('data-state', 'over', { timeout: 30_000 })
  await person.stop()
  await expect(beside).toContainText('has finished', { timeout: 30_000 })
  await expect(page.getByText(/^(Better than Minute, with|Minute did better:|As good as Minute)/).first()).toBeVisible()

  const mine = await storedLog(page, sparring.origin, match)
  expect(mine.header.seats).toMatchObject([{ kind: 'human' }])
  // The agent also plays first scores of its own.
  const beginnings = async (): Promise<string[]> => {
    const reply = await page.request.get(`${sparring.origin}/api/agents/${defaultAgentId('cartpole')}`)
    const { matches } = AgentView.parse(await reply.json())
    return Promise.all(matches.map(async ({ id }) => beginning(await storedLog(page, sparring.origin, id))))
  }
  await expect.poll(beginnings).toContain(beginning(mine))
})
