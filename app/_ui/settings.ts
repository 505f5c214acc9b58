/** How somebody wants to see, hear and steer: kept in their browser. */
export interface Settings {
  /** 0 to 1. */
  readonly volume: number
  readonly muted: boolean
  /** How far the paddle goes for what a mouse moves, or a thumb on the pad, as a multiple. */
  readonly sensitivity: number
  /** The pair of colours for people and agents; `clear` is one that nearly everybody can tell apart. */
  readonly colours: 'usual' | 'clear'
  readonly effects: 'all' | 'few'
  /** Whether a partner shows on the court what it knows of its player. */
  readonly ghost: boolean
  /** Who can watch my sparring matches and see their record: everybody, or those to whom I give the link. */
  readonly watchers: 'everybody' | 'invited'
}

const KEY = 'sparring.settings'
const CHANGED = 'sparring:settings'
export const SENSITIVITY = { min: 0.5, max: 2 } as const
export const usualSettings: Settings = {
  volume: 1,
  muted: false,
  sensitivity: 1,
  colours: 'usual',
  effects: 'all',
  ghost: true,
  watchers: 'everybody',
}

/** Runs in the head before the first paint, so that chosen colours never flash. */
export const settingsScript = `try{var s=JSON.parse(localStorage.getItem('${KEY}'))||{},d=document.documentElement.dataset;if(s.colours==='clear')d.colours='clear';if(s.effects==='few')d.effects='few'}catch(e){}`

let current: Settings | null = null

/** What is chosen on this device. */
export const settings = (): Settings => (current ??= stored())

/** Puts a choice in force and remembers it. */
export function changeSettings(choice: Partial<Settings>): void {
  current = { ...settings(), ...choice }
  try {
    localStorage.setItem(KEY, JSON.stringify(current))
  } catch {
    // storage is blocked: the choice lasts as long as the page
  }
  mark(current)
  window.dispatchEvent(new Event(CHANGED))
}

/** Calls back when something else is chosen, here or in another tab. Returns how to stop. */
export function onSettingsChange(changed: () => void): () => void {
  const elsewhere = ({ key }: StorageEvent): void => {
    if (key !== KEY) return
    current = stored()
    mark(current)
    changed()
  }
  window.addEventListener(CHANGED, changed)
  window.addEventListener('storage', elsewhere)
  return () => {
    window.removeEventListener(CHANGED, changed)
    window.removeEventListener('storage', elsewhere)
  }
}

/** Style sheets go by what stands on the document. */
function mark({ colours, effects }: Settings): void {
  const { dataset } = document.documentElement
  if (colours === 'clear') dataset.colours = colours
  else delete dataset.colours
  if (effects === 'few') dataset.effects = effects
  else delete dataset.effects
}

function stored(): Settings {
  try {
    return readSettings(localStorage.getItem(KEY))
  } catch {
    return usualSettings
  }
}

/** Settings as they were written; the usual one for each that is missing or no such choice. */
export function readSettings(text: string | null): Settings {
  const usual = usualSettings
  let found: Partial<Record<keyof Settings, unknown>>
  try {
    const parsed: unknown = JSON.parse(text ?? '{}')
    found = typeof parsed === 'object' && parsed !== null ? parsed : {}
  } catch {
    return usual
  }
  return {
    volume: within(found.volume, 0, 1) ?? usual.volume,
    muted: found.muted === true,
    sensitivity: within(found.sensitivity, SENSITIVITY.min, SENSITIVITY.max) ?? usual.sensitivity,
    colours: found.colours === 'clear' ? 'clear' : 'usual',
    effects: found.effects === 'few' ? 'few' : 'all',
    ghost: found.ghost !== false,
    watchers: found.watchers === 'invited' ? 'invited' : 'everybody',
  }
}

const within = (value: unknown, min: number, max: number): number | null =>
  typeof value === 'number' && value >= min && value <= max ? value : null

const REDUCED = '(prefers-reduced-motion: reduce)'

/** Whether little motion is wanted, by the device or by choice. */
export const wantsStill = (): boolean => matchMedia(REDUCED).matches || settings().effects === 'few'

/** Calls back when that may have changed. Returns how to stop. */
export function onStillChange(changed: () => void): () => void {
  const query = matchMedia(REDUCED)
  query.addEventListener('change', changed)
  const stop = onSettingsChange(changed)
  return () => {
    query.removeEventListener('change', changed)
    stop()
  }
}
