import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const css = readFileSync(new URL('../../app/globals.css', import.meta.url), 'utf8')

/** The light and dark value of a token, each #rrggbb. */
function token(name: string): { light: string; dark: string } {
  const found = new RegExp(`--${name}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)`).exec(css)
  if (!found) throw new Error(`globals.css has no opaque token --${name}`)
  return { light: found[1]!, dark: found[2]! }
}

/** Relative luminance, WCAG 2.2. */
function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!
}

function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (high! + 0.05) / (low! + 0.05)
}

const grounds = ['ground', 'raised', 'court']
const text = ['fg', 'muted', 'faint', 'person-text', 'agent-text', 'danger']
const graphics = ['person', 'agent', 'ball']
const themes = ['light', 'dark'] as const

test.each(text.flatMap((name) => grounds.map((ground) => [name, ground])))(
  'text in %s on %s has 4.5:1 in both themes',
  (name, ground) => {
    for (const theme of themes)
      expect(contrast(token(name)[theme], token(ground)[theme]), theme).toBeGreaterThanOrEqual(4.5)
  },
)

test.each(graphics.flatMap((name) => grounds.map((ground) => [name, ground])))(
  'graphics in %s on %s have 3:1 in both themes',
  (name, ground) => {
    for (const theme of themes)
      expect(contrast(token(name)[theme], token(ground)[theme]), theme).toBeGreaterThanOrEqual(3)
  },
)
