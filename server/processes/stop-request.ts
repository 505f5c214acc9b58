/** Calls `stop` once when this process is asked to end: by a signal, by start.mjs (`{stop: true}`), or because start.mjs has died.
 *  Exits with 0 when it has finished, with 1 when it could not; a second Ctrl-C is not needed, and does nothing. */
export function onStopRequest(stop: () => Promise<void>): void {
  let asked = false
  const once = (): void => {
    if (asked) return
    asked = true
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(
          `Sparring did not stop as it should: ${error instanceof Error ? error.stack : String(error)}\n`,
        )
        process.exit(1)
      },
    )
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, once)
  if (!process.send) return
  process.on('disconnect', once)
  process.on('message', (message: unknown) => {
    if (typeof message === 'object' && message !== null && 'stop' in message) once()
  })
}
