import { z } from 'zod'

/** What the HTTP API under `/api` takes in its requests; only the server reads it. The replies are in `http.ts`. */

/** POST /api/me/name {name}: 1 to 24 characters after trimming; sets a new cookie. Replies SessionView. */
export const NameBody = z.strictObject({ name: z.string().trim().min(1).max(24) })

/** POST /api/me/partners/ID/rewind. Replies MeView. */
export const RewindBody = z.strictObject({ number: z.number().int().min(0) })

/** POST /api/me/partners/ID/freeze. Replies MeView. */
export const FreezeBody = z.strictObject({ frozen: z.boolean() })
