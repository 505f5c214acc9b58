import * as msgpack from 'socket.io-msgpack-parser'
import { decodeShort, encodeShort, isShort, type Packet } from '../../game/protocol/short-packets.ts'
import { toBytes } from './pipe.ts'

const long = new msgpack.Encoder()

class Encoder {
  encode(packet: Packet): unknown {
    const short = encodeShort(packet)
    return short ? [short] : long.encode(packet)
  }
}

class Decoder extends msgpack.Decoder {
  override add(packet: unknown): void {
    const bytes = toBytes(packet)
    if (isShort(bytes)) this.emit('decoded', decodeShort(bytes, 'server'))
    else super.add(packet)
  }
}

/** The page's side of the wire: short packets for what is frequent, MessagePack for the rest; one frame an event. */
export const packetParser = { Encoder, Decoder }
