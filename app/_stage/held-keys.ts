/** Which keys of a game are held. */
export class HeldKeys {
  /** In the order in which they were pressed. */
  private held: string[] = []

  /** codes: the keys of the game (`KeyboardEvent.code`). */
  constructor(private readonly codes: readonly string[]) {}

  /** The one pressed last of those that are held; null for none. */
  get last(): string | null {
    return this.held.at(-1) ?? null
  }

  has(code: string): boolean {
    return this.held.includes(code)
  }

  /** A key went down or up. Returns whether it belongs to the game. */
  key(code: string, down: boolean): boolean {
    if (!this.codes.includes(code)) return false
    if (!down) this.held = this.held.filter((key) => key !== code)
    else if (!this.has(code)) this.held.push(code)
    return true
  }

  clear(): void {
    this.held = []
  }
}
