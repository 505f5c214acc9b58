/** Observations of which nearly all numbers are 0, as the list of the others, row after row. */
export interface SparseRows {
  /** Where each row begins in the lists, and where the last one ends [rows + 1]. */
  starts: Uint32Array
  /** Places of the numbers in their rows, and the numbers. */
  indices: Uint32Array
  values: Float32Array
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
