/** Calls `stop` once when this process is asked to end: by a signal, by start.mjs (`{stop: true}`), or because start.mjs has died.
 *  Exits with 0 when it has finished; a second Ctrl-C is not needed, and does nothing. */
export function onStopRequest(stop: () => Promise<void>): void {
  let asked = false
  const once = (): void => {
    if (asked) return
    asked = true
    void stop().finally(() => process.exit(0))
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, once)
  if (!process.send) return
  process.on('disconnect', once)
  process.on('message', (message: unknown) => {
    if (typeof message === 'object' && message !== null && 'stop' in message) once()
  })
}
