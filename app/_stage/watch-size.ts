import type { CourtPicture } from './court.ts'

/** More pixels than this cost time and cannot be seen. */
const MOST_PIXELS = 3

/** Fits a picture to the element that it is in, now and whenever that changes. Returns how to stop. */
export function watchSize(element: HTMLElement, picture: CourtPicture): () => void {
  const fit = (): void => {
    const { width, height } = element.getBoundingClientRect()
    if (width > 0 && height > 0) picture.resize(width, height, Math.min(MOST_PIXELS, devicePixelRatio || 1))
  }
  const observer = new ResizeObserver(fit)
  observer.observe(element)
  // The ratio changes without the size when a window moves to another screen.
  window.addEventListener('resize', fit)
  fit()
  return () => {
    observer.disconnect()
    window.removeEventListener('resize', fit)
  }
}
