import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'
import { inEachLook } from './looks.ts'

/** What axe asks of colours, which are all that a theme changes. */
const OF_COLOURS = ['color-contrast', 'link-in-text-block']

/** Expects axe to find nothing on a screen as it is now: on a desktop and on a phone, dark and light. */
export function expectNoFaults(page: Page, screen: string): Promise<void> {
  return inEachLook(page, async ({ device, colorScheme, first }) => {
    const axe = new AxeBuilder({ page })
    const { violations } = await (first ? axe : axe.withRules(OF_COLOURS)).analyze()
    const faults = violations.flatMap(({ id, help, nodes }) =>
      nodes.map((node) => `${id}: ${help}: ${node.target.join(' ')}: ${node.failureSummary ?? ''}`),
    )
    expect.soft(faults, `${screen}, ${device}, ${colorScheme}`).toEqual([])
  })
}
