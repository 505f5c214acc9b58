/** A growing array of bytes. */
export class ByteWriter {
  length = 0
  private buffer: Uint8Array<ArrayBuffer>

  /** room: bytes that it holds before it grows. */
  constructor(room = 256) {
    this.buffer = new Uint8Array(room)
  }

  byte(value: number): void {
    if (this.length === this.buffer.length) this.grow(this.length + 1)
    this.buffer[this.length++] = value
  }

  /** An unsigned integer below 2⁵³, seven bits a byte, low bits first (LEB128). */
  varint(value: number): void {
    while (value >= 128) {
      this.byte((value % 128) | 128)
      value = Math.floor(value / 128)
    }
    this.byte(value)
  }

  /** Four bytes, low byte first. */
  uint32(value: number): void {
    for (let shift = 0; shift < 32; shift += 8) this.byte((value >>> shift) & 255)
  }

  /** Eight bytes, high byte first. */
  float64(value: number): void {
    const bytes = new Uint8Array(8)
    new DataView(bytes.buffer).setFloat64(0, value)
    this.bytes(bytes)
  }

  bytes(values: Uint8Array): void {
    this.grow(this.length + values.length)
    this.buffer.set(values, this.length)
    this.length += values.length
  }

  /** UTF-8, its length in bytes before it. */
  text(value: string): void {
    const encoded = new TextEncoder().encode(value)
    this.varint(encoded.length)
    this.bytes(encoded)
  }

  /** A copy of what was written from `start` on. */
  slice(start = 0): Uint8Array<ArrayBuffer> {
    return this.buffer.slice(start, this.length)
  }

  private grow(needed: number): void {
    if (needed <= this.buffer.length) return
    const larger = new Uint8Array(Math.max(needed, this.buffer.length * 2))
    larger.set(this.buffer)
    this.buffer = larger
  }
}

/** Reads what a ByteWriter wrote. Every method throws a RangeError where the bytes end too early. */
export class ByteReader {
  offset = 0

  constructor(private readonly source: Uint8Array) {}

  get done(): boolean {
    return this.offset >= this.source.length
  }

  byte(): number {
    const value = this.source[this.offset++]
    if (value === undefined) throw new RangeError('The bytes end too early')
    return value
  }

  varint(): number {
    let value = 0
    let scale = 1
    for (;;) {
      const byte = this.byte()
      value += (byte & 127) * scale
      if (byte < 128) break
      scale *= 128
      if (scale > 2 ** 49) throw new RangeError('A number is too long')
    }
    return value
  }

  uint32(): number {
    let value = 0
    for (let shift = 0; shift < 32; shift += 8) value |= this.byte() << shift
    return value >>> 0
  }

  float64(): number {
    const bytes = this.bytes(8)
    return new DataView(bytes.buffer, bytes.byteOffset, 8).getFloat64(0)
  }

  /** All that is left. */
  rest(): Uint8Array {
    return this.bytes(this.source.length - this.offset)
  }

  bytes(length: number): Uint8Array {
    if (length > this.source.length - this.offset) throw new RangeError('The bytes end too early')
    return this.source.subarray(this.offset, (this.offset += length))
  }

  text(): string {
    const encoded = this.bytes(this.varint())
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(encoded)
    } catch {
      throw new RangeError('A text is no UTF-8')
    }
  }
}
