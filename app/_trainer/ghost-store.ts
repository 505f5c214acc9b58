/** Whose ghost, and of which rules. */
export interface Whose {
  /** Id of the account. */
  account: string
  task: string
  version: number
}

const PREFIX = 'sparring.ghost.'
/** Ghosts kept in a browser: those of several people and games. The oldest go first. */
const MOST = 8
/** Characters of one: many times what there is of any. */
const LONGEST = 1_000_000

/** What is remembered of how people play, in this browser and nowhere else. Where a browser refuses storage, nothing is. A tab that keeps
 *  later replaces what an earlier one kept. */
export class GhostStore {
  private readonly listeners = new Set<() => void>()
  /** Those that were there when this page read or kept them last: one that is gone since was forgotten in another tab. */
  private readonly known = new Set<string>()

  /** storage: null where there is none. */
  constructor(private readonly storage: Storage | null) {}

  /** The text that was kept last; null: none. It comes from outside: whoever takes it up judges it. */
  read(whose: Whose): string | null {
    const key = keyOf(whose)
    const kept = this.get(key)
    if (kept === null) this.known.delete(key)
    else this.known.add(key)
    return kept && kept.slice(kept.indexOf('|') + 1)
  }

  /** Keeps a text in place of what there was. One that was forgotten since it was read stays forgotten until it is read again. */
  keep(whose: Whose, saved: string): void {
    const key = keyOf(whose)
    if (saved.length > LONGEST || (this.known.has(key) && this.get(key) === null)) return
    try {
      this.storage?.setItem(key, `${Date.now()}|${saved}`)
    } catch {
      // The storage is full, or refused: then it is not remembered.
      return
    }
    this.known.add(key)
    for (const { key: old } of this.all().slice(MOST)) this.remove(old)
    this.tell()
  }

  /** Forgets this one. */
  forget(whose: Whose): void {
    this.remove(keyOf(whose))
    this.tell()
  }

  /** Forgets all of this account. */
  forgetAccount(account: string): void {
    for (const { key } of this.all()) if (key.endsWith(`.${account}`)) this.remove(key)
    this.tell()
  }

  /** Calls back when something was kept or forgotten, in this tab or another; returns how to stop. */
  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => void this.listeners.delete(listener)
  }

  /** Another tab has changed something. */
  tell(): void {
    for (const listener of this.listeners) listener()
  }

  /** What is kept, the newest first. */
  private all(): { key: string; at: number }[] {
    const { storage } = this
    const keys = Array.from({ length: storage?.length ?? 0 }, (_, i) => storage?.key(i) ?? '')
    return keys
      .filter((key) => key.startsWith(PREFIX))
      .map((key) => ({ key, at: Number.parseInt(this.get(key) ?? '', 10) || 0 }))
      .sort((a, b) => b.at - a.at)
  }

  private get(key: string): string | null {
    try {
      return this.storage?.getItem(key) ?? null
    } catch {
      return null
    }
  }

  private remove(key: string): void {
    this.storage?.removeItem(key)
  }
}

const keyOf = ({ account, task, version }: Whose): string => `${PREFIX}${task}.${version}.${account}`

let ghosts: GhostStore | null = null

/** The ghosts of this browser. */
export function pageGhosts(): GhostStore {
  if (ghosts) return ghosts
  const opened = (ghosts = new GhostStore(openStorage()))
  addEventListener('storage', ({ key }) => {
    if (key === null || key.startsWith(PREFIX)) opened.tell()
  })
  return opened
}

/** Some browsers refuse storage altogether. */
function openStorage(): Storage | null {
  try {
    return localStorage
  } catch {
    return null
  }
}
