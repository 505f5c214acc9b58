import type { IncomingMessage } from 'node:http'
import type { Timers } from '../base/time.ts'
import { HttpRefusal } from './http-refusal.ts'

/** The whole body of a request. Rejects with an HttpRefusal (413 larger than `maxBytes`, 408 not there within `ms`), or with the
 *  connection's error where its sender goes away. */
export function readBody(
  request: IncomingMessage,
  { bodyBytes: maxBytes, bodyMs: ms }: { bodyBytes: number; bodyMs: number },
  timers: Timers,
): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) return Promise.reject(tooLarge(maxBytes))
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let bytes = 0
    const cancel = timers.after(ms, () => finish(tooSlow()))
    const finish = (error?: Error): void => {
      cancel()
      request.off('data', onData)
      if (error) reject(error)
      else resolve(Buffer.concat(chunks))
    }
    const onData = (chunk: Buffer): void => {
      bytes += chunk.length
      if (bytes > maxBytes) finish(tooLarge(maxBytes))
      else chunks.push(chunk)
    }
    request.on('data', onData)
    request.once('end', () => finish())
    request.on('error', finish)
    request.once('close', () => finish(new Error('The sender went away.')))
  })
}

const tooLarge = (maxBytes: number): HttpRefusal =>
  new HttpRefusal(413, 'too-large', `The request is larger than ${maxBytes} bytes.`, { Connection: 'close' })

const tooSlow = (): HttpRefusal =>
  new HttpRefusal(408, 'too-slow', 'The body of the request did not come in time: send it again.', {
    Connection: 'close',
  })
