import type { IncomingMessage, ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { BUILT_ORIGIN } from '../../game/protocol/built-origin.ts'

/** Shorter pages are not worth compressing. */
const MIN_GZIP_BYTES = 1_000
const compress = promisify(gzip)

/** A page with its own addresses in the meta elements of its head, which link previews are made of. Its scripts stay as they are: they are
 *  allowed by their hashes, and do not use the address. */
export function withOrigin(html: string, origin: string): string {
  return html.replaceAll(`content="${BUILT_ORIGIN}`, `content="${origin}`)
}

/** Lets whatever answers a request with a page answer it with `origin` in it. The page is compressed here, where that is wanted, because it has to
 *  be read before. */
export function answerWithOrigin(request: IncomingMessage, response: ServerResponse, origin: string): void {
  const accepts = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))
  delete request.headers['accept-encoding']
  const [write, end] = [response.write.bind(response), response.end.bind(response)]
  const [writeHead, flushHeaders] = [response.writeHead.bind(response), response.flushHeaders.bind(response)]
  const pieces: Buffer[] = []
  let isSending = false
  const isPage = (): boolean =>
    !isSending && !response.headersSent && String(response.getHeader('content-type')).startsWith('text/html')

  const send = async (): Promise<void> => {
    const bytes = Buffer.from(withOrigin(Buffer.concat(pieces).toString('utf8'), origin))
    const packed = accepts && bytes.length >= MIN_GZIP_BYTES ? await compress(bytes) : null
    if (packed) response.setHeader('Content-Encoding', 'gzip')
    response.setHeader('Content-Length', (packed ?? bytes).length)
    isSending = true
    end(packed ?? bytes)
  }
  const written = (last: unknown): (() => void) => (typeof last === 'function' ? () => void last() : () => {})

  // The head waits: the length is not known before all is there.
  response.writeHead = (status: number, ...more: unknown[]): ServerResponse => {
    if (!isPage()) return Reflect.apply(writeHead, null, [status, ...more])
    response.statusCode = status
    return response
  }
  response.flushHeaders = () => void (isPage() || flushHeaders())
  response.write = (piece: unknown, ...more: unknown[]): boolean => {
    if (!isPage()) return Reflect.apply(write, null, [piece, ...more])
    pieces.push(bytesOf(piece))
    queueMicrotask(written(more.at(-1)))
    return true
  }
  response.end = (piece?: unknown, ...more: unknown[]): ServerResponse => {
    const isText = piece !== undefined && piece !== null && typeof piece !== 'function'
    if (isPage() && (isText || pieces.length > 0) && request.method !== 'HEAD') {
      if (isText) pieces.push(bytesOf(piece))
      response.once('finish', written(more.at(-1) ?? piece))
      send().catch(() => response.destroy())
      return response
    }
    // Of what a request without a body would have got, nobody knows the length.
    if (isPage()) response.removeHeader('Content-Length')
    isSending = true
    return Reflect.apply(end, null, [piece, ...more])
  }
}

function bytesOf(piece: unknown): Buffer {
  if (typeof piece === 'string') return Buffer.from(piece)
  return piece instanceof Uint8Array ? Buffer.from(piece) : Buffer.alloc(0)
}
