import { NAME_LENGTH } from '../../game/protocol/http.ts'
import { AS_IT_WAS } from '../base/as-it-was.ts'
import { nameSkeleton, withoutLeet } from './name-skeleton.ts'

/** Longest name, in UTF-16 units: what a person's name may have in a session's cookie. */
export const MAX_NAME_LENGTH = 40

/** A name as it is kept, and what it looks like; or why it cannot be had, for the person who wants it. */
export type NameChoice = { ok: true; name: string; skeleton: string } | { ok: false; message: string }

/** Nobody may seem to speak for the house. The names of the agents that every Sparring has come from the database. */
const RESERVED =
  'admin administrator anonymous bot deleted deletedpartner deletedplayer everyone ghost guest host house mod moderator nobody null official operator owner partner root server sparring sparringteam staff support system team undefined you'.split(
    ' ',
  )

/** How only names end that are made of others. */
const ENDS = ['s partner', AS_IT_WAS]

/** The scripts of today's languages (https://www.unicode.org/reports/tr31/#Table_Recommended_Scripts), and Cherokee. Hundreds of letters
 *  of all others pass for Latin ones: Lisu, Coptic, Old Italic, Deseret. */
const IN_USE = scripts(
  'Common Inherited Latin Cyrillic Greek Armenian Cherokee Georgian Hebrew Arabic Thaana Ethiopic Devanagari Bengali Gurmukhi Gujarati Oriya Tamil Telugu Kannada Malayalam Sinhala Thai Lao Tibetan Myanmar Khmer Han Hiragana Katakana Hangul Bopomofo',
)
/** Those whose letters people write beside Latin ones. */
const BESIDE_LATIN = scripts('Common Inherited Latin Han Hiragana Katakana Hangul Bopomofo')

/** Judges the name that a person wants: NFC, white space collapsed, NAME_LENGTH visible characters, nothing that is invisible or turns
 *  the direction of text, at most two marks on a letter, and not one that looks like a `reserved` name. Whether somebody else has it, the
 *  database knows. */
export function chooseName(wish: string, reserved: readonly string[]): NameChoice {
  const name = wish
    .slice(0, 1_000)
    .normalize('NFC')
    .replace(/[\t\n\p{Z}]+/gu, ' ')
    .replace(/[\uFE0E\uFE0F]/g, '')
    .trim()
  if (/[\p{C}\p{Default_Ignorable_Code_Point}\u{FFFD}\u{2800}]/u.test(name)) {
    return refused('A name has no invisible characters: leave them out.')
  }
  if (/^\p{M}|(?<= )\p{M}|\p{M}{3}/u.test(name)) return refused('A name has at most two marks on a letter.')
  const { min, max } = NAME_LENGTH
  const visible = [...new Intl.Segmenter('und', { granularity: 'grapheme' }).segment(name)].length
  if (visible < min || visible > max || name.length > MAX_NAME_LENGTH) {
    return refused(`A name has ${min} to ${max} characters.`)
  }
  const skeleton = nameSkeleton(name)
  if (skeleton === '') return refused('A name needs at least one letter or digit.')
  if (!IN_USE.test(name)) return refused('A name has letters of an alphabet that is in use today.')
  if (/\p{Script=Latin}/u.test(name) && !BESIDE_LATIN.test(name)) {
    return refused('A name has the letters of one alphabet.')
  }
  return isReserved(skeleton, reserved)
    ? refused('This name, or one that looks like it, belongs to the house: choose another one.')
    : { ok: true, name, skeleton }
}

/** Whether a skeleton reads as a name that nobody may have, as that of somebody's partner, or of one as it was. */
export function isReserved(skeleton: string, reserved: readonly string[]): boolean {
  const read = withoutLeet(skeleton)
  const names = [...RESERVED, ...reserved].map((each) => withoutLeet(nameSkeleton(each)))
  return names.includes(read) || ENDS.some((end) => read.endsWith(withoutLeet(nameSkeleton(end))))
}

/** Matches a text of these scripts alone. */
function scripts(names: string): RegExp {
  return new RegExp(`^[${names.replace(/\S+ ?/g, (name) => `\\p{Script=${name.trim()}}`)}]*$`, 'u')
}

function refused(message: string): NameChoice {
  return { ok: false, message }
}

/** A name that is in use already, as it is kept: NFC, without control, format (bidirectional overrides, zero-width) and unassigned
 *  characters, at most two marks on a letter, white space collapsed, at most `max` UTF-16 units. Null when nothing visible is left. */
export function normaliseName(name: string, max = MAX_NAME_LENGTH): string | null {
  const clean = strip(strip(name.slice(0, 1_000)).normalize('NFC'))
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
