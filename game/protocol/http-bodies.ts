import { z } from 'zod'
import { PartnerAccess } from './terms.ts'

/** What the HTTP API under `/api` takes in its requests; only the server reads it. The replies are in `http.ts`. */

/** POST /api/me/name {name}: what it must be, server/store/names.ts says in words (400 'name', 409 'name-taken'); sets a new cookie.
 *  Replies SessionView. */
export const NameBody = z.strictObject({ name: z.string().max(200) })

/** POST /api/me/partners/ID/rewind. Replies MeView. */
export const RewindBody = z.strictObject({ number: z.int32().min(0) })

/** POST /api/me/partners/ID/name: as for a person; empty for the name made of its owner's. Replies MeView. */
export const PartnerNameBody = z.strictObject({ name: z.string().max(200) })

/** POST /api/me/partners/ID/access. Replies MeView. */
export const AccessBody = z.strictObject({ access: z.enum(PartnerAccess.options) })

/** POST /api/me/partners/ID/freeze. Replies MeView. */
export const FreezeBody = z.strictObject({ frozen: z.boolean() })

/** POST /api/recover and /api/recover/whose. */
export const RecoverBody = z.strictObject({
  secret: z.string().regex(/^[\w-]{20,100}$/, 'this is no secret of a link'),
})
