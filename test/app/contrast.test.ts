import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const css = readFileSync(new URL('../../app/globals.css', import.meta.url), 'utf8')

type Shades = { light: string; dark: string }

function tokenIn(css: string, name: string): Shades | null {
  const found = new RegExp(`--${name}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)`).exec(css)
  return found && { light: found[1]!, dark: found[2]! }
}

/** The light and dark value of a token, each #rrggbb. */
function token(name: string): Shades {
  const found = tokenIn(css, name)
  if (!found) throw new Error(`globals.css has no opaque token --${name}`)
  return found
}

/** The same in the second pair of colours. */
function clearToken(name: string): Shades {
  const found = tokenIn(/data-colours='clear'\] \{([^}]*)\}/.exec(css)?.[1] ?? '', name)
  if (!found) throw new Error(`The second pair of colours has no opaque token --${name}`)
  return found
}

/** Relative luminance, WCAG 2.2. */
function luminance(colour: string): number {
  const [r, g, b] = linear(colour)
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

test.each(['person-text', 'agent-text', 'person', 'agent'])('the second pair’s %s stands out as much', (name) => {
  const least = name.endsWith('text') ? 4.5 : 3
  for (const theme of themes)
    for (const ground of grounds)
      expect(contrast(clearToken(name)[theme], token(ground)[theme]), `${theme} on ${ground}`).toBeGreaterThanOrEqual(
        least,
      )
})

/** Linear RGB as eyes without red or without green cones tell it: Machado, Oliveira and Fernandes (2009), severity 1. */
const EYES = {
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
}

const linear = (colour: string): number[] =>
  [1, 3, 5].map((at) => {
    const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })

/** CIELAB of linear sRGB, D65. */
function lab(rgb: number[]): [number, number, number] {
  const [r, g, b] = rgb.map((value) => Math.min(1, Math.max(0, value))) as [number, number, number]
  const f = (t: number): number => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116)
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047)
  const y = f(0.2126 * r + 0.7152 * g + 0.0722 * b)
  const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883)
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)]
}

test.each(Object.entries(EYES))('the second pair is further apart than the first for eyes with %s', (_, matrix) => {
  const seen = (colour: string): [number, number, number] => {
    const rgb = linear(colour)
    return lab(matrix.map((row) => row.reduce((sum, share, i) => sum + share * rgb[i]!, 0)))
  }
  const apart = (a: string, b: string): number => {
    const [p, q] = [seen(a), seen(b)]
    return Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2])
  }
  for (const theme of themes) {
    const first = apart(token('person')[theme], token('agent')[theme])
    const second = apart(clearToken('person')[theme], clearToken('agent')[theme])
    expect(second, theme).toBeGreaterThan(first + 20)
    // Lightness alone tells them apart, too.
    const [person, agent] = [seen(clearToken('person')[theme]), seen(clearToken('agent')[theme])]
    expect(Math.abs(person[0] - agent[0]), theme).toBeGreaterThan(9)
  }
})
