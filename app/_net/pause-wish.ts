import type { Done } from '../../game/protocol/replies.ts'
import { unreachable } from './pipe.ts'

/** Answers after which it is worth asking again. */
const PASSING = new Set([unreachable.code, 'too-fast'])

/** Whether my match shall stand still: since I hold it, or something covers it. One question at a time, and of several wishes the last. */
export class PauseWish {
  held = false
  private covered = false
  /** What the server knows of it. */
  private told = false
  private asking = false
  /** What got no answer is asked again later. */
  private waits = false

  /** later: calls back after a while · refused: hears why it cannot be. */
  constructor(
    private readonly ask: (paused: boolean) => Promise<Done>,
    private readonly later: (call: () => void) => void,
    private readonly refused: (message: string) => void,
  ) {}

  hold(held: boolean): void {
    this.held = held
    if (!this.asking) void this.tell()
  }

  cover(covered: boolean): void {
    this.covered = covered
    if (!this.asking) void this.tell()
  }

  /** I have come into the match. wished: whether the server has it that its person wants it to stand still. What this page wishes counts from
   *  here on: a match that was paused before a reload, or in another tab, goes on for who comes to play it. */
  entered(wished: boolean): void {
    this.told = wished
    if (this.asking) this.again()
    else void this.tell()
  }

  private get wanted(): boolean {
    return this.held || this.covered
  }

  private again(): void {
    if (!this.waits) return
    this.waits = false
    void this.tell()
  }

  private async tell(): Promise<void> {
    this.asking = true
    while (this.wanted !== this.told) {
      const paused = this.wanted
      const reply = await this.ask(paused)
      if (!reply.ok && PASSING.has(reply.code)) {
        this.waits = true
        return this.later(() => this.again())
      }
      this.told = paused
      if (reply.ok) continue
      this.held = false
      this.refused(reply.message)
    }
    this.asking = false
  }
}
