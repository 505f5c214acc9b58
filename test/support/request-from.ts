import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'

/** A request as it would come from the address `peer`. */
export function requestFrom(peer: string, headers: Record<string, string> = {}): IncomingMessage {
  const socket = new Socket()
  Object.defineProperty(socket, 'remoteAddress', { value: peer })
  const request = new IncomingMessage(socket)
  Object.assign(request.headers, headers)
  return request
}
