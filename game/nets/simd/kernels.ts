import {
  add,
  assemble,
  both,
  constant,
  greater,
  least,
  less,
  load,
  loadInteger,
  loadSplat,
  minus,
  most,
  multiply,
  over,
  plus,
  repeat,
  splat,
  store,
  times,
  type Code,
  type KernelFunction,
  type Variables,
} from './assembler.ts'

/** What the module exports. Addresses and strides are in bytes; lengths in numbers. */
export interface Kernels {
  /** C = A B + start. A [m × k] by two strides, so that it may lie transposed; B [k × n]; start: what each row of C begins with, `startRow` 0 for
   *  the same one. m: a multiple of 4, n of 8, k at least 1. */
  product(
    a: number,
    aRow: number,
    aColumn: number,
    b: number,
    bRow: number,
    start: number,
    startRow: number,
    c: number,
    cRow: number,
    m: number,
    n: number,
    k: number,
  ): void
  /** In place over `length` numbers, a multiple of 4. */
  tanh(x: number, length: number): void
  relu(x: number, length: number): void
  /** error *= the activation's slope where it put out y. */
  tanhSlope(error: number, y: number, length: number): void
  reluSlope(error: number, y: number, length: number): void
  /** sums [n] += the sum of the rows of x [m × n]; n a multiple of 4. */
  addRows(x: number, sums: number, m: number, n: number): void
  /** y [n] += for each pair from `list` to `end` the number times the row that lies so many bytes behind `rows`; a pair is an integer, the bytes,
   *  and a number. There is one pair at least; n a multiple of 8. */
  gather(list: number, end: number, rows: number, y: number, n: number): void
  /** The same the other way: each of these rows += its number times x [n]. */
  scatter(list: number, end: number, rows: number, x: number, n: number): void
}

const ROWS = [0, 1, 2, 3] as const

/** Four rows by eight columns at a time, whose sums stay in registers. */
const product: KernelFunction = {
  name: 'product',
  parameters: ['a', 'aRow', 'aColumn', 'b', 'bRow', 'start', 'startRow', 'c', 'cRow', 'm', 'n', 'k'],
  integers: ['i', 'j', 'end', 'left', 'bAt', 'from', 'to', ...ROWS.map((r) => `a${r}`)],
  vectors: [...ROWS.flatMap((r) => [`low${r}`, `high${r}`]), 'b0', 'b1', 'x'],
  body({ get, set }) {
    const rowOf = (base: string, stride: string, row: number): Code =>
      row === 0 ? get(base) : add(get(base), multiply(get(stride), constant(row)))
    const inner = repeat(
      [
        ...set('b0', load(get('bAt'))),
        ...set('b1', load(get('bAt'), 16)),
        ...ROWS.flatMap((r) => [
          ...set('x', loadSplat(get(`a${r}`))),
          ...set(`low${r}`, plus(get(`low${r}`), times(get('x'), get('b0')))),
          ...set(`high${r}`, plus(get(`high${r}`), times(get('x'), get('b1')))),
          ...set(`a${r}`, add(get(`a${r}`), get('aColumn'))),
        ]),
        ...set('bAt', add(get('bAt'), get('bRow'))),
        ...set('left', add(get('left'), constant(-1))),
      ],
      get('left'),
    )
    const columns = repeat(
      [
        ...set('from', add(get('start'), get('j'))),
        ...set('to', add(get('c'), get('j'))),
        ...ROWS.flatMap((r) => [
          ...set(`low${r}`, load(rowOf('from', 'startRow', r))),
          ...set(`high${r}`, load(rowOf('from', 'startRow', r), 16)),
          ...set(`a${r}`, rowOf('a', 'aRow', r)),
        ]),
        ...set('bAt', add(get('b'), get('j'))),
        ...set('left', get('k')),
        ...inner,
        ...ROWS.flatMap((r) => [
          ...store(rowOf('to', 'cRow', r), get(`low${r}`)),
          ...store(rowOf('to', 'cRow', r), get(`high${r}`), 16),
        ]),
        ...set('j', add(get('j'), constant(32))),
      ],
      less(get('j'), get('end')),
    )
    return [
      ...set('end', multiply(get('n'), constant(4))),
      ...repeat(
        [
          ...set('j', constant(0)),
          ...columns,
          ...set('a', rowOf('a', 'aRow', 4)),
          ...set('start', rowOf('start', 'startRow', 4)),
          ...set('c', rowOf('c', 'cRow', 4)),
          ...set('i', add(get('i'), constant(4))),
        ],
        less(get('i'), get('m')),
      ),
    ]
  },
}

/** A loop over `length` numbers at `at`, four at a time. */
function overNumbers({ get, set }: Variables, at: readonly string[], work: Code): Code {
  return [
    ...set('end', add(get(at[0]!), multiply(get('length'), constant(4)))),
    ...repeat(
      [...work, ...at.flatMap((pointer) => set(pointer, add(get(pointer), constant(16))))],
      less(get(at[0]!), get('end')),
    ),
  ]
}

/** tanh as a quotient of polynomials between ±7.9, beyond which it is ±1 in single precision; the coefficients are Eigen's (Guennebaud, Jacob et al.,
 *  GenericPacketMathFunctions.h). Off by 4e-7 at most. */
const EDGE = 7.90531110763549805
const ABOVE = [
  -2.76076847742355e-16, 2.00018790482477e-13, -8.60467152213735e-11, 5.12229709037114e-8, 1.48572235717979e-5,
  6.37261928875436e-4, 4.89352455891786e-3,
]
const BELOW = [1.19825839466702e-6, 1.18534705686654e-4, 2.268434632439e-3, 4.89352518554385e-3]

const tanh: KernelFunction = {
  name: 'tanh',
  parameters: ['x', 'length'],
  integers: ['end'],
  vectors: ['value', 'square'],
  body(variables) {
    const { get, set } = variables
    const polynomial = ([first, ...rest]: readonly number[]): Code =>
      rest.reduce<Code>((sum, next) => plus(times(sum, get('square')), splat(next)), splat(first!))
    return overNumbers(
      variables,
      ['x'],
      [
        ...set('value', most(least(load(get('x')), splat(EDGE)), splat(-EDGE))),
        ...set('square', times(get('value'), get('value'))),
        ...store(get('x'), over(times(get('value'), polynomial(ABOVE)), polynomial(BELOW))),
      ],
    )
  },
}

const relu: KernelFunction = {
  name: 'relu',
  parameters: ['x', 'length'],
  integers: ['end'],
  vectors: [],
  body: (variables) =>
    overNumbers(variables, ['x'], store(variables.get('x'), most(load(variables.get('x')), splat(0)))),
}

const slope = (name: string, of: (error: Code, y: Code) => Code): KernelFunction => ({
  name,
  parameters: ['error', 'y', 'length'],
  integers: ['end'],
  vectors: [],
  body: (variables) => {
    const { get } = variables
    return overNumbers(variables, ['error', 'y'], store(get('error'), of(load(get('error')), load(get('y')))))
  },
})

const addRows: KernelFunction = {
  name: 'addRows',
  parameters: ['x', 'sums', 'm', 'n'],
  integers: ['j', 'end', 'at', 'left'],
  vectors: ['sum'],
  body({ get, set }) {
    return [
      ...set('end', multiply(get('n'), constant(4))),
      ...repeat(
        [
          ...set('sum', load(add(get('sums'), get('j')))),
          ...set('at', add(get('x'), get('j'))),
          ...set('left', get('m')),
          ...repeat(
            [
              ...set('sum', plus(get('sum'), load(get('at')))),
              ...set('at', add(get('at'), get('end'))),
              ...set('left', add(get('left'), constant(-1))),
            ],
            get('left'),
          ),
          ...store(add(get('sums'), get('j')), get('sum')),
          ...set('j', add(get('j'), constant(16))),
        ],
        less(get('j'), get('end')),
      ),
    ]
  },
}

/** One kernel over the pairs of a list: `at` is the row that a pair names, `value` its number, `other` the one row beside them. */
const overList = (name: string, work: (variables: Variables, offset: number) => Code): KernelFunction => ({
  name,
  parameters: ['list', 'end', 'rows', 'other', 'n'],
  integers: ['at', 'beside', 'last'],
  vectors: ['value'],
  body(variables) {
    const { get, set } = variables
    return repeat(
      [
        ...set('at', add(get('rows'), loadInteger(get('list')))),
        ...set('value', loadSplat(add(get('list'), constant(4)))),
        ...set('beside', get('other')),
        ...set('last', add(get('other'), multiply(get('n'), constant(4)))),
        ...repeat(
          [
            ...work(variables, 0),
            ...work(variables, 16),
            ...set('at', add(get('at'), constant(32))),
            ...set('beside', add(get('beside'), constant(32))),
          ],
          less(get('beside'), get('last')),
        ),
        ...set('list', add(get('list'), constant(8))),
      ],
      less(get('list'), get('end')),
    )
  },
})

const gather = overList('gather', ({ get }, offset) =>
  store(get('beside'), plus(load(get('beside'), offset), times(get('value'), load(get('at'), offset))), offset),
)

const scatter = overList('scatter', ({ get }, offset) =>
  store(get('at'), plus(load(get('at'), offset), times(get('value'), load(get('beside'), offset))), offset),
)

const bytes = assemble([
  gather,
  scatter,
  product,
  tanh,
  relu,
  slope('tanhSlope', (error, y) => times(error, minus(splat(1), times(y, y)))),
  slope('reluSlope', (error, y) => both(error, greater(y, splat(0)))),
  addRows,
])

let compiled: WebAssembly.Module | null = null

/** The kernels over this memory; throws where the engine has no 128-bit vectors. */
export function startKernels(memory: WebAssembly.Memory): Kernels {
  compiled ??= new WebAssembly.Module(bytes)
  const { exports } = new WebAssembly.Instance(compiled, { env: { memory } })
  return exports as WebAssembly.Exports & Kernels
}

/** Whether this engine has 128-bit vectors. */
export const hasVectors = (): boolean => typeof WebAssembly === 'object' && WebAssembly.validate(bytes)
