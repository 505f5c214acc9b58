import type { Page } from '@playwright/test'
import { expect, test } from '../support/players.ts'
import { lookAround } from '../support/look-around.ts'

/** Where each thing on the first screen stands, but for who is named in the head. Further down are lists of what goes on elsewhere. */
const places = (page: Page): Promise<Record<string, number[]>> =>
  page.evaluate(() => {
    const found: Record<string, number[]> = {}
    for (const element of document.querySelectorAll('h1, h2, button, nav a, main a')) {
      const { x, y, width, height } = element.getBoundingClientRect()
      if (width > 0 && y < innerHeight && !element.closest('[role=dialog]'))
        found[element.textContent || element.ariaLabel!] ??= [x, y, width, height]
    }
    return found
  })

/** What can be pressed and lies under a message. */
const covered = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const messages = [...document.querySelectorAll('[role=region] li')].map((element) =>
      element.getBoundingClientRect(),
    )
    return [...document.querySelectorAll('main button, main a, nav a, header button')].flatMap((element) => {
      const box = element.getBoundingClientRect()
      const under = messages.some(
        (other) =>
          box.width > 0 &&
          box.left < other.right &&
          box.right > other.left &&
          box.top < other.bottom &&
          box.bottom > other.top,
      )
      return under ? [element.textContent || element.ariaLabel || element.tagName] : []
    })
  })

for (const [device, viewport] of [
  ['desk', { width: 1440, height: 900 }],
  ['phone', { width: 390, height: 844 }],
] as const)
  test(`losing the network and getting a name move nothing, and a message covers nothing that can be pressed (${device})`, async ({
    player,
  }) => {
    const page = await player('mover', {
      viewport,
      reducedMotion: 'reduce',
      expectedErrors: /ERR_INTERNET_DISCONNECTED/,
    })
    await page.goto('/play/pong')
    await lookAround(page, page.getByRole('table'))
    const before = await places(page)
    expect(Object.keys(before).length).toBeGreaterThan(5)
    await page.context().setOffline(true)
    await expect(page.getByText('You are offline')).toBeVisible()
    expect(await places(page)).toEqual(before)
    await page.context().setOffline(false)
    await expect(page.getByText('You are offline')).toBeHidden()

    const invite = page.getByRole('button', { name: 'Invite' })
    await invite.click()
    await expect(page.getByRole('dialog')).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toBeHidden()
    // Which brings it back into view, some moments after the dialog has gone.
    await expect(invite).toBeFocused()
    await page.evaluate(() => scrollTo(0, 0))
    // The head now says who I am, and nothing else of it has moved.
    const named = await places(page)
    for (const thing of ['Play', 'Leaderboard', 'Settings', 'Play now'])
      if (before[thing]) expect(named[thing], thing).toEqual(before[thing])

    await page.goto('/me')
    await page.getByRole('button', { name: 'Change your name' }).click()
    await page.getByRole('textbox').first().fill(`Calm ${device}`)
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByText(`You are Calm ${device} now.`).first()).toBeVisible()
    // It is placed before it is painted, which may be a moment after it is there.
    await expect.poll(() => covered(page)).toEqual([])
  })
