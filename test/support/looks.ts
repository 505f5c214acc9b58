import type { Page } from '@playwright/test'

/** How people may see a page: on a desktop, a tablet and a phone, in each theme. `first`: the first look at this size. */
const LOOKS = [
  { device: 'desktop', width: 1440, height: 900, colorScheme: 'dark', first: true },
  { device: 'desktop', width: 1440, height: 900, colorScheme: 'light', first: false },
  { device: 'tablet', width: 768, height: 1024, colorScheme: 'light', first: true },
  { device: 'tablet', width: 768, height: 1024, colorScheme: 'dark', first: false },
  { device: 'phone', width: 390, height: 844, colorScheme: 'dark', first: true },
  { device: 'phone', width: 390, height: 844, colorScheme: 'light', first: false },
] as const

export type Look = (typeof LOOKS)[number]

/** Shows a page in each look, without loading it again: style sheets alone make the difference. It is left in the last of them. */
export async function inEachLook(page: Page, see: (look: Look) => Promise<void>): Promise<void> {
  for (const look of LOOKS) {
    await page.setViewportSize({ width: look.width, height: look.height })
    await page.emulateMedia({ colorScheme: look.colorScheme })
    await settled(page)
    await see(look)
  }
}

/** Animations that come to an end blend colours while they run: they are brought to it. The colour that a parent comes to may start one of
 *  its child's. */
const settled = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const running = (): Animation[] =>
      document
        .getAnimations()
        .filter(({ playState, effect }) => playState !== 'finished' && effect?.getTiming().iterations !== Infinity)
    for (let now = running(); now.length > 0; now = running()) for (const animation of now) animation.finish()
  })
