/** Requests so close to each other (ms) are one: a service manager signals each process, and start.mjs hands its signal on. */
export const REPEAT_MS = 1_000

/** Stops this process once when it is asked to end: by a signal, by start.mjs (`{stop: true}`), or because start.mjs has died. Asked
 *  again, `hurry` fires: what it still waits for is not worth waiting any more. Exits with 0 when it has finished, with 1 when it could
 *  not. */
export function onStopRequest(stop: (hurry: AbortSignal) => Promise<void>): void {
  const ask = stopAsker(performance.now.bind(performance), (hurry) => {
    stop(hurry).then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(
          `Sparring did not stop as it should: ${error instanceof Error ? error.stack : String(error)}\n`,
        )
        process.exit(1)
      },
    )
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, ask)
  if (!process.send) return
  process.on('disconnect', ask)
  process.on('message', (message: unknown) => {
    if (typeof message === 'object' && message !== null && 'stop' in message) ask()
  })
}

/** The function that is called at each request. The first one calls `stop`; a later one, unless it is a repetition, fires `hurry`. */
export function stopAsker(now: () => number, stop: (hurry: AbortSignal) => void): () => void {
  const hurry = new AbortController()
  let asked = -Infinity
  return () => {
    if (now() - asked < REPEAT_MS) return
    const first = asked === -Infinity
    asked = now()
    if (first) stop(hurry.signal)
    else hurry.abort()
  }
}
