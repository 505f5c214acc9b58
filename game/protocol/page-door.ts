import * as z from 'zod/mini'
import { LiveMatch } from './http.ts'

/** Headers that the server puts on requests for pages; what a browser sends under these names is dropped. */
export const ORIGIN_HEADER = 'x-sparring-origin'
export const KNOWN_HEADER = 'x-sparring-known'

/** What the game process knows of the match or the invitation whose page is asked for. */
export const Known = z.union([
  /** It runs, or is just over. live: as it stands, null where it is private. */
  z.object({ match: z.literal('here'), live: z.nullable(LiveMatch), over: z.boolean() }),
  /** It ended with the process before this one. */
  z.object({ match: z.literal('lost') }),
  z.object({ host: z.string(), task: z.string(), options: z.record(z.string(), z.number()), seats: z.int() }),
])
export type Known = z.infer<typeof Known>

/** As a header's value, which has letters of ASCII only. */
export const sayKnown = (known: Known): string => encodeURIComponent(JSON.stringify(known))

/** What a header says; null where it says nothing. */
export function readKnown(header: string | null): Known | null {
  if (header === null) return null
  const known = Known.safeParse(JSON.parse(decodeURIComponent(header)))
  return known.success ? known.data : null
}

/** Who asks for a page: what their request carries. */
export interface PageAsker {
  cookie: string | undefined
  address: string
}

/** What the API answers to a page that is rendered. 'unknown': it cannot say just now. */
export type PageAnswer = { body: unknown } | 'missing' | 'unknown'

/** The way from a page that is rendered to the API in the same process. The pages are a bundle of their own and can import nothing of the
 *  server's, so it stands where both find it. */
export interface PageDoor {
  /** path: below /api, such as `/agents/ID`. */
  read(path: string, asker: PageAsker): Promise<PageAnswer>
  /** The page that is being rendered says that there is no such thing: it is answered with 404. */
  sayMissing(): void
  /** What is being rendered stands in for what cannot be had just now: nobody keeps it. */
  sayStandIn(): void
  /** The picture of pages without one of their own, as PNG. */
  readonly generalPicture: Uint8Array<ArrayBuffer>
  /** Draws a picture once its turn has come; null: too many wait. */
  draw<T>(picture: () => Promise<T>): Promise<T> | null
}

declare global {
  var sparringPageDoor: PageDoor | undefined
}
