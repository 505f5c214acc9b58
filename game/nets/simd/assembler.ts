/** Just enough of the WebAssembly binary format (core specification 2.0, chapter 5, with 128-bit vectors) to write a few loops over numbers: code is
 *  a list of bytes, and an expression is the code that leaves its value on the stack. */
export type Code = readonly number[]

export interface KernelFunction {
  name: string
  /** 32-bit integers: bytes into memory, or counts. */
  parameters: readonly string[]
  integers: readonly string[]
  /** Four single-precision numbers each. */
  vectors: readonly string[]
  body(variables: Variables): Code
}

/** Access to a function's parameters and local variables by name. */
export interface Variables {
  get(name: string): Code
  set(name: string, value: Code): Code
}

const unsigned = (value: number): number[] => {
  const bytes: number[] = []
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return [...bytes, rest]
    bytes.push((rest % 128) | 128)
  }
}

export const constant = (value: number): Code => {
  const bytes: number[] = [0x41]
  let rest = value | 0
  for (;;) {
    const byte = rest & 127
    rest >>= 7
    if ((rest === 0 && (byte & 64) === 0) || (rest === -1 && (byte & 64) !== 0)) return [...bytes, byte]
    bytes.push(byte | 128)
  }
}

export const add = (a: Code, b: Code): Code => [...a, ...b, 0x6a]
export const multiply = (a: Code, b: Code): Code => [...a, ...b, 0x6c]

/** Repeats the body while the condition, asked after it, is not 0. */
export const repeat = (body: Code, condition: Code): Code => [0x03, 0x40, ...body, ...condition, 0x0d, 0x00, 0x0b]
export const less = (a: Code, b: Code): Code => [...a, ...b, 0x49]

/** The 32-bit integer at `address`. */
export const loadInteger = (address: Code): Code => [...address, 0x28, 0x02, 0x00]

const vector = (operation: number): number[] => [0xfd, ...unsigned(operation)]
const memory = (offset: number): number[] => [0x02, ...unsigned(offset)]

/** Vectors: four numbers at `address` + offset; the one number there, four times; the same from constants. */
export const load = (address: Code, offset = 0): Code => [...address, ...vector(0x00), ...memory(offset)]
export const loadSplat = (address: Code): Code => [...address, ...vector(0x09), ...memory(0)]
export const store = (address: Code, value: Code, offset = 0): Code => [
  ...address,
  ...value,
  ...vector(0x0b),
  ...memory(offset),
]
export const splat = (value: number): Code => {
  const bytes = new Uint8Array(new Float32Array(4).fill(value).buffer)
  return [...vector(0x0c), ...bytes]
}
const binary =
  (operation: number) =>
  (a: Code, b: Code): Code => [...a, ...b, ...vector(operation)]
export const plus = binary(0xe4)
export const minus = binary(0xe5)
export const times = binary(0xe6)
export const over = binary(0xe7)
/** b where b < a, or where b > a, else a: one instruction of the processor, where what minds −0 and NaN is nine. */
export const least = binary(0xea)
export const most = binary(0xeb)
export const greater = binary(0x44)
export const both = binary(0x4e)

/** '\0asm', version 1. */
const HEADER: Code = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]
const INTEGER = 0x7f
const VECTOR = 0x7b

/** A module that imports its memory as `env.memory` and exports these functions. */
export function assemble(functions: readonly KernelFunction[]): Uint8Array<ArrayBuffer> {
  const list = (items: readonly Code[]): Code => [...unsigned(items.length), ...items.flat()]
  const section = (id: number, content: Code): Code => [id, ...unsigned(content.length), ...content]
  const text = (value: string): Code => {
    const bytes = new TextEncoder().encode(value)
    return [...unsigned(bytes.length), ...bytes]
  }
  const types = functions.map(({ parameters }) => [0x60, ...list(parameters.map(() => [INTEGER])), 0x00])
  const bodies = functions.map((each) => {
    const names = [...each.parameters, ...each.integers, ...each.vectors]
    const indexOf = (name: string): number[] => {
      const index = names.indexOf(name)
      if (index < 0) throw new Error(`${each.name} has no variable "${name}"`)
      return unsigned(index)
    }
    const code = each.body({
      get: (name) => [0x20, ...indexOf(name)],
      set: (name, value) => [...value, 0x21, ...indexOf(name)],
    })
    const locals = list([
      [...unsigned(each.integers.length), INTEGER],
      [...unsigned(each.vectors.length), VECTOR],
    ])
    const body = [...locals, ...code, 0x0b]
    return [...unsigned(body.length), ...body]
  })
  return Uint8Array.from([
    ...HEADER,
    ...section(1, list(types)),
    ...section(2, list([[...text('env'), ...text('memory'), 0x02, 0x00, 0x01]])),
    ...section(3, list(functions.map((_, i) => unsigned(i)))),
    ...section(7, list(functions.map(({ name }, i) => [...text(name), 0x00, ...unsigned(i)]))),
    ...section(10, list(bodies)),
  ])
}
