import { headers } from 'next/headers'
import { cache } from 'react'
import type * as z from 'zod/mini'
import { SessionView } from '../../game/protocol/http.ts'
import { type Known, KNOWN_HEADER, type PageAnswer, readKnown } from '../../game/protocol/page-door.ts'
import { SESSION_PATH } from './api-paths.ts'

/** What the API answers while a page is rendered. 'unknown': not in time, or not at all. */
export type PageReply<Data> = { data: Data } | 'missing' | 'unknown'

export const dataOf = <Data>(reply: PageReply<Data>): Data | null => (typeof reply === 'object' ? reply.data : null)
export const mapReply = <A, B>(reply: PageReply<A>, change: (data: A) => B): PageReply<B> =>
  typeof reply === 'object' ? { data: change(reply.data) } : reply

/** Asks the API for whoever asks for the page, on the server. */
export async function readApi<Schema extends z.ZodMiniType>(
  schema: Schema,
  path: string,
): Promise<PageReply<z.infer<Schema>>> {
  return read(schema, await askOnce(path, true))
}

/** The same as a stranger would hear it: what may be on a picture that anybody passes on. */
export async function readPublic<Schema extends z.ZodMiniType>(
  schema: Schema,
  path: string,
): Promise<PageReply<z.infer<Schema>>> {
  return read(schema, await askOnce(path, false))
}

/** For `Prefetched`: what was heard, by its path. */
export const repliesOf = (path: string, reply: PageReply<unknown>): Record<string, unknown> =>
  typeof reply === 'object' ? { [path]: reply.data } : {}

/** Who asks for the page, for `Prefetched`. */
export const readSession = async (): Promise<Record<string, unknown>> =>
  repliesOf(SESSION_PATH, await readApi(SessionView, SESSION_PATH))

/** The page says that there is no such thing: it is answered with 404. */
export const sayMissing = (): void => globalThis.sparringPageDoor?.sayMissing()

/** What the game process knows of the match or invitation that is asked for. */
export const readKnownHere = async (): Promise<Known | null> => readKnown((await headers()).get(KNOWN_HEADER))

/** A page asks once, for its title and for itself. */
const askOnce = cache(async (path: string, asSender: boolean): Promise<PageAnswer> => {
  const door = globalThis.sparringPageDoor
  if (!door) return 'unknown'
  const sent = await headers()
  const asker = {
    cookie: asSender ? (sent.get('cookie') ?? undefined) : undefined,
    address: sent.get('x-forwarded-for') ?? '',
  }
  return door.read(path, asker)
})

function read<Schema extends z.ZodMiniType>(schema: Schema, answer: PageAnswer): PageReply<z.infer<Schema>> {
  if (typeof answer === 'string') return answer
  const reply = schema.safeParse(answer.body)
  return reply.success ? { data: reply.data } : 'unknown'
}
