import { SeatRefusal, type SeatRefusalCode } from '../base/seat-refusal.ts'

/** The child's side of the supervisor's channel: say that it is ready, answer requests, end with its parent. */
export interface ChildHandlers {
  /** Answers one request; what it returns (or the message of what it throws, with the code of a SeatRefusal) goes back under the request's id. */
  answer: (request: { ask: string }) => unknown
  /** Finishes what is under way; the process ends when it has. */
  stop: () => Promise<void>
}

/** Connects this child process to the one that started it. A child ends when the channel closes. It does not take a Ctrl-C or SIGTERM
 *  that goes to the whole group: its parent stops the children in order. Returns the function that sends a message to the parent. */
export function connectToParent(handlers: Partial<ChildHandlers>): (message: object) => void {
  let stopping: Promise<void> | null = null
  const stop = (): Promise<void> => (stopping ??= handlers.stop?.() ?? Promise.resolve())
  const send = (message: object): void => {
    if (process.connected) process.send?.(message, undefined, undefined, () => {})
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {})
  const end = (): void => void stop().finally(() => process.exit(0))
  process.on('disconnect', end)
  // The parent may have gone while this process was still loading.
  if (!process.connected) process.nextTick(end)
  process.on('message', (message: unknown) => {
    if (!isRequest(message)) return
    const { id } = message
    const work =
      message.ask === 'stop' ? stop().then(() => ({})) : Promise.resolve(message).then(handlers.answer ?? refuseAll)
    work.then(
      (reply: unknown) => send({ id, reply }),
      (error: unknown) => send({ id, ...told(error) }),
    )
  })
  return send
}

function told(error: unknown): { error: string; refusal?: SeatRefusalCode } {
  if (error instanceof SeatRefusal) return { error: error.message, refusal: error.code }
  return { error: error instanceof Error ? error.message : String(error) }
}

function isRequest(message: unknown): message is { id: number; ask: string } {
  return typeof message === 'object' && message !== null && 'id' in message && 'ask' in message
}

function refuseAll(request: { ask: string }): never {
  throw new Error(`This process has no answer to '${request.ask}'.`)
}
