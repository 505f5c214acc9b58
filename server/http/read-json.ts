import type { IncomingMessage } from 'node:http'
import { HttpRefusal } from './http-refusal.ts'

/** Reads a request's JSON body of at most `maxBytes`; undefined where there is none. Throws an HttpRefusal: 413 too large, 415 another
 *  type, 400 not JSON. */
export async function readJson(request: IncomingMessage, maxBytes: number): Promise<unknown> {
  const tooLarge = new HttpRefusal(413, 'too-large', `The request is larger than ${maxBytes} bytes.`, {
    Connection: 'close',
  })
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw tooLarge
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request) {
    const part = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk))
    bytes += part.length
    if (bytes > maxBytes) throw tooLarge
    chunks.push(part)
  }
  if (bytes === 0) return undefined
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
    throw new HttpRefusal(415, 'not-json', 'The body must be JSON, sent as application/json.')
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'))
  } catch {
    throw new HttpRefusal(400, 'malformed', 'The body is not JSON.')
  }
}
