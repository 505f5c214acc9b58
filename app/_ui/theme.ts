import { onSettingsChange } from './settings.ts'

/** The chosen theme: `system` follows the device. */
export type Theme = 'system' | 'light' | 'dark'

const KEY = 'sparring.theme'

/** Runs in the head before the first paint, so that a remembered theme never flashes. Storage may be blocked: then the system decides. */
export const themeScript = `try{var t=localStorage.getItem('${KEY}');if(t==='light'||t==='dark')document.documentElement.dataset.theme=t}catch(e){}`

/** The theme chosen on this device. */
export function storedTheme(): Theme {
  try {
    const stored = localStorage.getItem(KEY)
    return stored === 'light' || stored === 'dark' ? stored : 'system'
  } catch {
    return 'system'
  }
}

/** Puts a theme on the page and remembers it; those who draw by hand hear `sparring:theme` on the window. */
export function applyTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
  try {
    if (theme === 'system') localStorage.removeItem(KEY)
    else localStorage.setItem(KEY, theme)
  } catch {
    // storage is blocked: the choice lasts as long as the page
  }
  window.dispatchEvent(new Event('sparring:theme'))
}

/** Calls back when the colours change, by choice or because the system's theme did. Returns how to stop. */
export function onThemeChange(changed: () => void): () => void {
  const stopSettings = onSettingsChange(changed)
  const systems = ['(prefers-color-scheme: light)', FORCED].map((query) => window.matchMedia(query))
  for (const system of systems) system.addEventListener('change', changed)
  window.addEventListener('sparring:theme', changed)
  return () => {
    for (const system of systems) system.removeEventListener('change', changed)
    window.removeEventListener('sparring:theme', changed)
    stopSettings()
  }
}

const FORCED = '(forced-colors: active)'

/** Whether the system gives all pages colours of its own. */
export const forcedColours = (): boolean => window.matchMedia(FORCED).matches

/** A colour of the design system as the browser resolves it now ("rgb(255, 176, 59)"), for canvases. Names without the dashes. */
export function themeColour(
  name:
    | 'ground'
    | 'court'
    | 'court-line'
    | 'fg'
    | 'muted'
    | 'faint'
    | 'line'
    | 'person'
    | 'person-wash'
    | 'agent'
    | 'agent-wash'
    | 'ball',
): string {
  const probe = document.createElement('span')
  probe.style.color = `var(--${name})`
  document.documentElement.append(probe)
  const colour = getComputedStyle(probe).color
  probe.remove()
  return colour
}
