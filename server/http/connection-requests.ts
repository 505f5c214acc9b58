import type { Socket } from 'node:net'

/** The requests under way on each connection. A request that waits behind another on its connection (pipelining) has a response
 *  without a socket, which never hears that the browser is gone: the connection itself does. */
export class ConnectionRequests {
  readonly #abortsOf = new WeakMap<Socket, Set<() => void>>()

  /** Calls `abort` when the connection closes before the returned function was called. `open`: how many are under way on it, this one
   *  included. */
  add(socket: Socket, abort: () => void): { open: number; done: () => void } {
    let aborts = this.#abortsOf.get(socket)
    if (!aborts) {
      const all = (aborts = new Set())
      this.#abortsOf.set(socket, all)
      socket.once('close', () => {
        for (const each of all) each()
      })
    }
    const mine = aborts
    mine.add(abort)
    if (socket.destroyed) abort()
    return { open: mine.size, done: () => mine.delete(abort) }
  }
}
