/** What people know of one setting of an algorithm: enough to explain it, to check it and to make its part of a form. Plain data. */
interface Explained {
  name: string
  /** One sentence. */
  about: string
  /** May change between two rounds of a run; the others hold for all of it. */
  live?: true
}

/** A number within its range, ends included. `log`: its effect goes by factors rather than by steps, and so should a slider. `stepSize`: how
 *  far one update goes; smaller is safer and slower. `none`: what a person calls the value null, where that turns the setting off. */
export interface NumberField extends Explained {
  kind: 'number' | 'integer'
  default: number | null
  range: readonly [least: number, most: number]
  log?: true
  stepSize?: true
  none?: string
}

export interface FlagField extends Explained {
  kind: 'flag'
  default: boolean
}

/** One of a few, each with its sentence. */
export interface ChoiceField extends Explained {
  kind: 'choice'
  default: string
  choices: Readonly<Record<string, string>>
}

export type Field = NumberField | FlagField | ChoiceField
export type Fields = Readonly<Record<string, Field>>
export type Setting = number | boolean | string | null
export type Settings = Readonly<Record<string, Setting>>

type SettingOf<F extends Field> = F extends FlagField
  ? boolean
  : F extends ChoiceField
    ? keyof F['choices'] & string
    : F extends { none: string }
      ? number | null
      : number

/** The configuration that a table of fields describes. */
export type ConfigurationOf<F extends Fields> = { -readonly [Name in keyof F]: SettingOf<F[Name]> }

/** The defaults of these fields with what was given over them. Throws RangeError, in a sentence for people, where a setting is unknown or
 *  out of range. */
export function completeConfiguration<F extends Fields>(fields: F, given: Settings = {}): ConfigurationOf<F> {
  for (const [name, value] of Object.entries(given)) {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined
    if (!field)
      throw new RangeError(`There is no setting "${name}"; there are ${Object.keys(fields).join(', ') || 'none'}.`)
    const wrong = wrongWith(field, value)
    if (wrong) throw new RangeError(`${field.name} (${name}) ${wrong}, not ${String(value)}.`)
  }
  // A setting that is given as null is turned off; one that is missing has its default.
  const all = Object.entries(fields).map(([name, field]) => [
    name,
    Object.hasOwn(given, name) ? given[name] : field.default,
  ])
  return Object.fromEntries(all) as ConfigurationOf<F>
}

/** What a setting must be and is not, as the rest of a sentence; null where all is well. */
function wrongWith(field: Field, value: Setting): string | null {
  if (field.kind === 'flag') return typeof value === 'boolean' ? null : 'must be true or false'
  if (field.kind === 'choice') {
    const names = Object.keys(field.choices)
    return names.includes(value as string) ? null : `must be one of ${names.join(', ')}`
  }
  if (value === null && field.none !== undefined) return null
  const { kind, none } = field
  const [least, most] = field.range
  const fits =
    typeof value === 'number' && value >= least && value <= most && (kind === 'number' || Number.isInteger(value))
  const number = kind === 'integer' ? 'a whole number' : 'a number'
  return fits ? null : `must be ${number} from ${least} to ${most}${none === undefined ? '' : `, or null for ${none}`}`
}
