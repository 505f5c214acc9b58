import type { Instrument } from '../../_stage/instrument.ts'
import type { CourtLoop } from './court-loop.ts'

/** Gives the game its keys; returns how to stop. wanted: whether they belong to the game now; else they scroll the page as usual. */
export function listenToKeys(loop: CourtLoop, wanted: () => boolean, instrument: Instrument | null): () => void {
  const end = new AbortController()
  const { signal } = end
  window.addEventListener(
    'keydown',
    (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || !wanted() || typesText(event.target)) return
      if (!loop.key(event.code, true, event.repeat)) return
      event.preventDefault()
      instrument?.unlock()
    },
    { signal },
  )
  window.addEventListener('keyup', (event) => void loop.key(event.code, false), { signal })
  // Who clicks a choice goes on playing: if it kept the focus, it would keep the keys from the game. Chosen with keys, it does.
  window.addEventListener('click', ({ detail }) => detail > 0 && setTimeout(letGoOfChoice), { signal })
  window.addEventListener('blur', () => loop.release(), { signal })
  document.addEventListener('visibilitychange', () => document.hidden && loop.release(), { signal })
  return () => end.abort()
}

function letGoOfChoice(): void {
  const { activeElement } = document
  if (activeElement instanceof HTMLInputElement && activeElement.type === 'radio') activeElement.blur()
}

/** Keys belong to what is typed into, and to an open dialog; not to an explanation, which one only reads. */
export function typesText(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest('input, textarea, select, [role=dialog]:not([data-explains]), [role=slider]') !== null
  )
}
