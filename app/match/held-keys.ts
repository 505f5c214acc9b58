/** Which keys of the game are held; the one pressed last counts. */
export class HeldKeys {
  private held: { code: string; action: number }[] = []

  /** actionOf: the action of a key (`KeyboardEvent.code`), undefined for other keys. */
  constructor(private readonly actionOf: (code: string) => number | undefined) {}

  /** The action wanted now; null while no key of the game is held. */
  get action(): number | null {
    return this.held.at(-1)?.action ?? null
  }

  /** Returns whether the key belongs to the game. */
  down(code: string): boolean {
    const action = this.actionOf(code)
    if (action === undefined) return false
    if (!this.held.some((key) => key.code === code)) this.held.push({ code, action })
    return true
  }

  /** Returns whether the key belongs to the game. */
  up(code: string): boolean {
    this.held = this.held.filter((key) => key.code !== code)
    return this.actionOf(code) !== undefined
  }

  clear(): void {
    this.held = []
  }
}
