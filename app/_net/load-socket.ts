import { unreachable } from './pipe.ts'
import type { PageSocket } from './socket.ts'

let loaded: PageSocket | null = null

/** The page's connection, whose code is fetched when somebody first wants to play. Rejects with a sentence for people where that fails. */
export async function loadSocket(): Promise<PageSocket> {
  const code = await import('./socket.ts').catch((cause: unknown) => {
    throw new Error(unreachable.message, { cause })
  })
  loaded = code.pageSocket()
  return loaded
}

/** The page's connection if it was loaded; it is wherever something was asked through it. */
export const loadedSocket = (): PageSocket | null => loaded
