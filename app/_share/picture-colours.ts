/** The colours of pictures that are handed on, those of the dark theme whichever is shown and chosen: they look the same for whoever gets them. */
export const COLOURS = {
  ground: '#080b13',
  court: '#0b0f1a',
  fg: '#eff2f9',
  muted: '#a7b0c5',
  line: '#c9d8ff3d',
  person: '#ffb03b',
  agent: '#2fe3ff',
  ball: '#ffffff',
} as const

/** In whose light a word is written. */
export type Light = 'human' | 'agent' | 'plain'

/** The colour of a light. */
export const LIGHTS: Readonly<Record<Light, string>> = {
  human: COLOURS.person,
  agent: COLOURS.agent,
  plain: COLOURS.fg,
}

/** The colours of a sign's lines, by the page's names of them. first, second: in whose light those stand who are named first and second, whose bodies
 *  are the sign's. Many named in one plain line are a person among agents, and nobody on the other side is what is played against. */
export function signColours(first: Light | undefined, second: Light | undefined): Readonly<Record<string, string>> {
  return {
    '--court-line': COLOURS.line,
    '--ball': COLOURS.ball,
    '--person': first === 'agent' ? COLOURS.agent : COLOURS.person,
    '--agent': second === 'human' ? COLOURS.person : COLOURS.agent,
  }
}

/** Words of a style or an attribute with the colours put in for the page's names of them. */
export const withColours = (text: string, colours: Readonly<Record<string, string>>): string =>
  text.replace(/var\((--[a-z-]+)\)/g, (_, name: string) => colours[name] ?? 'none')
