import type { MatchSnapshot } from '../../_net/match-snapshot.ts'

/** What of a browser keeps its screen from going dark. */
interface Screen {
  wakeLock?: { request(type: 'screen'): Promise<{ release(): Promise<void> }> }
}

interface Page extends Pick<EventTarget, 'addEventListener' | 'removeEventListener'> {
  readonly visibilityState: DocumentVisibilityState
}

/** Whether there is something on the screen that moves by itself: not where the match went on elsewhere, or waits for somebody. */
export const isUnderWay = ({ entry, result, state, paused }: MatchSnapshot): boolean =>
  entry !== null && !result && state === 'in' && !paused

/** Keeps the screen from going dark, until what it returns is called. The browser lets go of it with every page that is hidden, so it is
 *  asked again once that is seen. Where there is no such thing, or it is refused (little battery), nothing happens. */
export function keepAwake(screen: Screen, page: Page): () => void {
  let stopped = false
  let release = (): void => undefined
  let asked = 0
  const ask = async (): Promise<void> => {
    if (page.visibilityState !== 'visible') return
    const mine = ++asked
    const lock = await screen.wakeLock?.request('screen').catch(() => null)
    if (!lock) return
    const letGo = (): void => void lock.release().catch(() => undefined)
    // The page was hidden and seen again meanwhile: the later one is kept.
    if (stopped || mine !== asked) letGo()
    else release = letGo
  }
  const changed = (): void => void ask()
  page.addEventListener('visibilitychange', changed)
  void ask()
  return () => {
    stopped = true
    page.removeEventListener('visibilitychange', changed)
    release()
  }
}
