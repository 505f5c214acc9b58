/** Whether the browser lets a page fill the screen (telephones of one maker do not). */
export const canFillScreen = (): boolean => typeof document !== 'undefined' && document.fullscreenEnabled

export const fillsScreen = (): boolean => document.fullscreenElement !== null

/** The whole page fills the screen, so that dialogs and messages lie over it as ever. To be called from a touch or a key. */
export function toggleFullScreen(): void {
  if (!canFillScreen()) return
  // Where the browser refuses, everything stays as it is.
  const turned = fillsScreen() ? document.exitFullscreen() : document.documentElement.requestFullscreen()
  turned.catch(() => undefined)
}

/** Calls back when the page has filled the screen, or left it. Returns how to stop. */
export function onFullScreenChange(changed: () => void): () => void {
  document.addEventListener('fullscreenchange', changed)
  return () => document.removeEventListener('fullscreenchange', changed)
}
