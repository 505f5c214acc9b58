import { readdirSync, readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, join, sep } from 'node:path'

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'application/javascript; charset=UTF-8',
  '.css': 'text/css; charset=UTF-8',
  '.json': 'application/json; charset=UTF-8',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
}
/** In the order in which they are preferred. */
const ENCODINGS = [
  { name: 'br', suffix: '.br' },
  { name: 'gzip', suffix: '.gz' },
] as const

/** A coding that the browser would rather not have at all. */
const REFUSED = /;\s*q=0(\.0*)?\s*$/

/** The files of a build that pack-static.mjs has compressed, held in memory: some megabytes. */
export class PackedFiles {
  private readonly files = new Map<string, Buffer>()

  /** folder: of the files · prefix: of their addresses, with a slash at its end. */
  constructor(
    folder: string,
    private readonly prefix: string,
  ) {
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    for (const name of names.filter((name) => ENCODINGS.some(({ suffix }) => name.endsWith(suffix))))
      this.files.set(name.replaceAll(sep, '/'), readFileSync(join(folder, name)))
  }

  /** Answers with a file in a form that the browser takes; false, and nothing is said, where there is none. Its name is made of its content, so it
   *  may be kept for ever. */
  send(request: IncomingMessage, response: ServerResponse, pathname: string): boolean {
    const type = TYPES[extname(pathname)]
    if (!type || !pathname.startsWith(this.prefix)) return false
    const accepted = String(request.headers['accept-encoding'] ?? '')
      .toLowerCase()
      .split(',')
      .filter((coding) => !REFUSED.test(coding))
      .map((coding) => coding.split(';')[0]!.trim())
    for (const { name, suffix } of ENCODINGS) {
      const bytes = accepted.includes(name) && this.files.get(`${pathname.slice(this.prefix.length)}${suffix}`)
      if (!bytes) continue
      response.writeHead(200, {
        'Content-Type': type,
        'Content-Encoding': name,
        'Content-Length': bytes.length,
        'Cache-Control': 'public, max-age=31536000, immutable',
        Vary: 'Accept-Encoding',
      })
      response.end(request.method === 'HEAD' ? undefined : bytes)
      return true
    }
    return false
  }
}
