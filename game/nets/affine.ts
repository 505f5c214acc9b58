export interface AffineMap {
  /** Numbers of a row before and after it. */
  inputs: number
  outputs: number
  /** [outputs × inputs], so that a unit's weights lie side by side. Doubles, which JavaScript multiplies without converting. */
  kernel: Float64Array
  bias: Float64Array
}

/** y = x K + b. Several sums at a time, none of which waits for another: four rows, so that each weight is read once for four, by two units; and
 *  four units of a row that is left. Each sum is taken in the same order, so that a row's numbers do not depend on what stands beside it. */
export function affine(layer: AffineMap, x: Float64Array, rows: number, y: Float64Array): void {
  let row = 0
  for (; row + 4 <= rows; row += 4) fourRows(layer, x, row, y)
  for (; row < rows; row++) oneRow(layer, x, row, y)
}

function fourRows(layer: AffineMap, x: Float64Array, row: number, y: Float64Array): void {
  const { inputs, outputs, kernel, bias } = layer
  const x0 = row * inputs
  const x1 = x0 + inputs
  const x2 = x1 + inputs
  const x3 = x2 + inputs
  let j = 0
  for (; j + 2 <= outputs; j += 2) {
    const k = j * inputs
    const l = k + inputs
    let y0 = bias[j]!
    let y1 = y0
    let y2 = y0
    let y3 = y0
    let z0 = bias[j + 1]!
    let z1 = z0
    let z2 = z0
    let z3 = z0
    for (let i = 0; i < inputs; i++) {
      const w = kernel[k + i]!
      const v = kernel[l + i]!
      const a = x[x0 + i]!
      const b = x[x1 + i]!
      const c = x[x2 + i]!
      const d = x[x3 + i]!
      y0 += a * w
      y1 += b * w
      y2 += c * w
      y3 += d * w
      z0 += a * v
      z1 += b * v
      z2 += c * v
      z3 += d * v
    }
    const at = row * outputs + j
    y[at] = y0
    y[at + 1] = z0
    y[at + outputs] = y1
    y[at + outputs + 1] = z1
    y[at + 2 * outputs] = y2
    y[at + 2 * outputs + 1] = z2
    y[at + 3 * outputs] = y3
    y[at + 3 * outputs + 1] = z3
  }
  for (; j < outputs; j++) for (let r = row; r < row + 4; r++) oneUnit(layer, x, r, j, y)
}

function oneRow(layer: AffineMap, x: Float64Array, row: number, y: Float64Array): void {
  const { inputs, outputs, kernel, bias } = layer
  const from = row * inputs
  const at = row * outputs
  let j = 0
  for (; j + 4 <= outputs; j += 4) {
    const k0 = j * inputs
    const k1 = k0 + inputs
    const k2 = k1 + inputs
    const k3 = k2 + inputs
    let y0 = bias[j]!
    let y1 = bias[j + 1]!
    let y2 = bias[j + 2]!
    let y3 = bias[j + 3]!
    for (let i = 0; i < inputs; i++) {
      const value = x[from + i]!
      y0 += value * kernel[k0 + i]!
      y1 += value * kernel[k1 + i]!
      y2 += value * kernel[k2 + i]!
      y3 += value * kernel[k3 + i]!
    }
    y[at + j] = y0
    y[at + j + 1] = y1
    y[at + j + 2] = y2
    y[at + j + 3] = y3
  }
  for (; j < outputs; j++) oneUnit(layer, x, row, j, y)
}

function oneUnit(
  { inputs, outputs, kernel, bias }: AffineMap,
  x: Float64Array,
  row: number,
  j: number,
  y: Float64Array,
): void {
  let sum = bias[j]!
  for (let i = 0; i < inputs; i++) sum += x[row * inputs + i]! * kernel[j * inputs + i]!
  y[row * outputs + j] = sum
}
