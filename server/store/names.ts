/** Longest name, in UTF-16 units: what a person's name may have on a page. */
export const MAX_NAME_LENGTH = 24

/** A name as it is kept: NFKC, without control, format (bidirectional overrides, zero-width) and unassigned characters, at most two
 *  marks on a letter, white space collapsed, at most `max` UTF-16 units. Null when nothing visible is left. */
export function normaliseName(name: string, max = MAX_NAME_LENGTH): string | null {
  const clean = strip(strip(name.slice(0, 1_000)).normalize('NFKC'))
  let kept = ''
  for (const character of clean) {
    if (kept.length + character.length > max) break
    kept += character
  }
  return kept.trim() || null
}

const strip = (text: string): string =>
  text
    .replace(/[\s\p{Z}]/gu, ' ')
    .replace(/[\p{C}\u{FFFD}\u{115F}\u{1160}\u{3164}\u{2800}]/gu, '')
    .replace(/(\p{M}{2})\p{M}+/gu, '$1')
    .replace(/(^|(?<= ))[ \p{M}]+| +$/gu, '')
