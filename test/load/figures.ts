/** Nearest rank; NaN for none. */
export function quantile(values: ArrayLike<number>, share: number): number {
  const sorted = Float64Array.from(values).sort()
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? NaN
}

/** A worker's answers to its parent's questions over the channel between them. */
export function answer(handlers: Record<string, (body: never) => unknown>): void {
  process.on('message', (message: { id: number; ask: string; body: never }) => {
    void (async () => {
      try {
        process.send?.({ id: message.id, answer: await handlers[message.ask]!(message.body) })
      } catch (error) {
        process.send?.({
          id: message.id,
          failed: error instanceof Error ? (error.stack ?? error.message) : String(error),
        })
      }
    })()
  })
}
