/** Observations of which nearly all numbers are 0, as the list of the others, row after row. */
export interface SparseRows {
  /** Where each row begins in the lists, and where the last one ends [rows + 1]. */
  starts: Uint32Array
  /** Places of the numbers in their rows, and the numbers. */
  indices: Uint32Array
  values: Float32Array
}

/** Rows that are added one after another, and read as `SparseRows`; what was read before is no longer valid once more is added. */
export class SparseRowList implements SparseRows {
  indices = new Uint32Array(64)
  values = new Float32Array(64)
  private offsets = new Uint32Array(16)
  private count = 0

  get starts(): Uint32Array {
    return this.offsets.subarray(0, this.count + 1)
  }

  get rows(): number {
    return this.count
  }

  clear(): void {
    this.count = 0
  }

  /** Adds rows of others, from `first` on. */
  add({ starts, indices, values }: SparseRows, first: number, rows: number): void {
    const [from, to] = [starts[first]!, starts[first + rows]!]
    const at = this.offsets[this.count]!
    this.reserve(at + to - from, this.count + rows)
    this.indices.set(indices.subarray(from, to), at)
    this.values.set(values.subarray(from, to), at)
    for (let row = 1; row <= rows; row++) this.offsets[this.count + row] = at + starts[first + row]! - from
    this.count += rows
  }

  /** Adds one row: the first `length` of these places, and what stands there. */
  addRow(places: ArrayLike<number>, numbers: ArrayLike<number>, length: number): void {
    const at = this.offsets[this.count]!
    this.reserve(at + length, this.count + 1)
    for (let i = 0; i < length; i++) {
      this.indices[at + i] = places[i]!
      this.values[at + i] = numbers[i]!
    }
    this.count++
    this.offsets[this.count] = at + length
  }

  private reserve(numbers: number, rows: number): void {
    if (rows + 1 > this.offsets.length) this.offsets = grown(this.offsets, 2 * (rows + 1))
    if (numbers <= this.indices.length) return
    this.indices = grown(this.indices, 2 * numbers)
    this.values = grown(this.values, 2 * numbers)
  }
}

function grown<A extends Uint32Array | Float32Array>(array: A, length: number): A {
  const larger = new (array.constructor as new (length: number) => A)(length)
  larger.set(array)
  return larger
}

/** What one or more observations are handed over as. */
export type Observations = Float32Array | SparseRows

export const isSparse = (observations: Observations): observations is SparseRows => 'starts' in observations

/** The list of the numbers that are not 0 in rows of `length`. */
export function sparseRows(dense: Float32Array, rows: number, length: number): SparseRows {
  const starts = new Uint32Array(rows + 1)
  const places: number[] = []
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < length; i++) if (dense[row * length + i] !== 0) places.push(row * length + i)
    starts[row + 1] = places.length
  }
  return {
    starts,
    indices: Uint32Array.from(places, (place) => place % length),
    values: Float32Array.from(places, (place) => dense[place]!),
  }
}

/** Rows of `length` numbers, zeros included. */
export function denseRows({ starts, indices, values }: SparseRows, length: number): Float32Array<ArrayBuffer> {
  const dense = new Float32Array((starts.length - 1) * length)
  for (let row = 0; row + 1 < starts.length; row++)
    for (let i = starts[row]!; i < starts[row + 1]!; i++) dense[row * length + indices[i]!] = values[i]!
  return dense
}
