/** Whether the device asks for few bytes: nothing heavy is fetched that nobody asked for. */
export function savesData(): boolean {
  const { connection } = navigator as Navigator & { connection?: { saveData?: boolean } }
  return connection?.saveData === true
}

/** Calls once the page has loaded and the browser has nothing better to do. Returns how to forget it. */
export function whenIdle(call: () => void): () => void {
  let forget = (): void => undefined
  const ask = (): void => {
    // Safari has no idle callbacks.
    if ('requestIdleCallback' in window) {
      const asked = requestIdleCallback(call)
      forget = () => cancelIdleCallback(asked)
    } else {
      const timer = setTimeout(call, 200)
      forget = () => clearTimeout(timer)
    }
  }
  if (document.readyState === 'complete') ask()
  else {
    window.addEventListener('load', ask, { once: true })
    forget = () => window.removeEventListener('load', ask)
  }
  return () => forget()
}
