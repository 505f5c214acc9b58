import { expect, type Page } from '@playwright/test'
import axe from 'axe-core'
import { inEachLook } from './looks.ts'

declare global {
  interface Window {
    axe?: typeof axe
  }
}

/** What axe asks of colours, which are all that a theme changes. */
const OF_COLOURS = ['color-contrast', 'link-in-text-block']

/** Expects axe to find nothing on a screen as it is now: at each width, dark and light. */
export function expectNoFaults(page: Page, screen: string): Promise<void> {
  return inEachLook(page, async ({ device, colorScheme, first }) => {
    // Once in each document: what axe reads takes longer to send than to do.
    if (await page.evaluate(() => !window.axe)) await page.evaluate(axe.source)
    const faults = await page.evaluate(
      async (rules) => {
        const { violations } = await window.axe!.run(document, {
          resultTypes: ['violations'],
          ...(rules ? { runOnly: rules } : {}),
        })
        return violations.flatMap(({ id, help, nodes }) =>
          nodes.map((node) => `${id}: ${help}: ${node.target.join(' ')}: ${node.failureSummary ?? ''}`),
        )
      },
      first ? null : OF_COLOURS,
    )
    expect.soft(faults, `${screen}, ${device}, ${colorScheme}`).toEqual([])
  })
}
