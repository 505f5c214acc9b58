import { z } from 'zod'

/** What the HTTP API under `/api` takes in its requests; only the server reads it. The replies are in `http.ts`. */

/** POST /api/me/name {name}: what it must be, server/store/names.ts says in words (400 'name', 409 'name-taken'); sets a new cookie.
 *  Replies SessionView. */
export const NameBody = z.strictObject({ name: z.string().max(200) })

/** POST /api/me/partners/ID/rewind. Replies MeView. */
export const RewindBody = z.strictObject({ number: z.int32().min(0) })

/** POST /api/me/partners/ID/freeze. Replies MeView. */
export const FreezeBody = z.strictObject({ frozen: z.boolean() })
