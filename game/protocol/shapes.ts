import * as z from 'zod/mini'

/** Shapes that messages of both directions are made of. Written with zod's small edition, which every page loads. */

export const Id = z.string().check(z.regex(/^[0-9a-z]{16,40}$/))
export const Tick = z.int().check(z.gte(0), z.lte(10_000_000))
export const Hash = z.string().check(z.regex(/^[0-9a-f]{64}$/))

/** Bytes as they come from the socket, a Buffer, a Uint8Array or an ArrayBuffer, at most so many; always a Uint8Array after parsing. */
export const bytesUpTo = (most: number) =>
  z.pipe(
    z
      .union([z.instanceof(Uint8Array), z.instanceof(ArrayBuffer)])
      .check(z.refine(({ byteLength }) => byteLength <= most)),
    z.transform((value): Uint8Array => (value instanceof Uint8Array ? value : new Uint8Array(value))),
  )
export const Bytes = bytesUpTo(Infinity)
