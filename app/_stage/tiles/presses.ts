import { IDLE } from '../controls.ts'

/** What is pressed at this moment, keys and places of fingers alike, each with the action that it stands for. */
export class Presses {
  /** In the order in which they were pressed. */
  private list: { what: string; action: number }[] = []

  /** Something stands for another action now; IDLE: for none. Returns whether that is news. */
  change(what: string, action: number): boolean {
    const before = this.list.find((press) => press.what === what)?.action ?? IDLE
    if (before === action) return false
    this.list = this.list.filter((press) => press.what !== what)
    if (action !== IDLE) this.list.push({ what, action })
    return true
  }

  get newestFirst(): number[] {
    return this.list.map(({ action }) => action).reverse()
  }

  clear(): void {
    this.list = []
  }
}
