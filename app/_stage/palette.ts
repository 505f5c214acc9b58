import { themeColour } from '../_ui/theme.ts'

/** The colours a stage draws with, as 0xrrggbb. */
export interface Palette {
  dark: boolean
  ball: number
  person: number
  agent: number
  line: number
  faint: number
}

/** "rgb(255, 176, 59)" or "rgba(…)" as 0xrrggbb; white for anything else. */
export function parseColour(text: string): number {
  const parts = text.match(/[\d.]+/g)
  if (!text.startsWith('rgb') || !parts || parts.length < 3) return 0xffffff
  const [red, green, blue] = parts.map((part) => Math.round(Number(part)))
  return ((red ?? 255) << 16) | ((green ?? 255) << 8) | (blue ?? 255)
}

/** The design system's colours as they are now. */
export function readPalette(): Palette {
  const ground = parseColour(themeColour('ground'))
  return {
    dark: (ground & 255) < 128,
    ball: parseColour(themeColour('ball')),
    person: parseColour(themeColour('person')),
    agent: parseColour(themeColour('agent')),
    line: parseColour(themeColour('muted')),
    faint: parseColour(themeColour('faint')),
  }
}
