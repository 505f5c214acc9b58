/** How small what is beside the diagonal must be, next to what is on it. */
const ENOUGH = 1e-10
const MOST_SWEEPS = 60

/** Eigenvalues of a symmetric matrix by Jacobi's rotations (1846; Golub & Van Loan, section 8.5), which begin at a basis that is nearly right: a matrix
 *  that has changed little since takes few.
 *  matrix [n × n] · basis: orthonormal columns, changed to the eigenvectors in place [n × n] → eigenvalues, in the order of the columns [n] */
export function symmetricEigen(matrix: Float64Array, basis: Float64Array): Float64Array {
  const n = Math.round(Math.sqrt(matrix.length))
  const a = inBasis(matrix, basis, n)
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let rotated = false
    for (let p = 0; p < n - 1; p++)
      for (let q = p + 1; q < n; q++) {
        const beside = a[p * n + q]!
        const [ofP, ofQ] = [a[p * n + p]!, a[q * n + q]!]
        if (Math.abs(beside) <= ENOUGH * Math.sqrt(Math.abs(ofP * ofQ))) continue
        rotated = true
        const half = (ofQ - ofP) / (2 * beside)
        const tangent = (half < 0 ? -1 : 1) / (Math.abs(half) + Math.sqrt(half * half + 1))
        const cosine = 1 / Math.sqrt(tangent * tangent + 1)
        rotate(a, n, p, q, cosine, tangent * cosine)
        rotateColumns(basis, n, p, q, cosine, tangent * cosine)
      }
    if (!rotated) break
  }
  return Float64Array.from({ length: n }, (_, i) => a[i * n + i]!)
}

/** Bᵀ A B. */
function inBasis(matrix: Float64Array, basis: Float64Array, n: number): Float64Array {
  const product = (left: Float64Array, transposed: boolean, right: Float64Array): Float64Array => {
    const out = new Float64Array(n * n)
    for (let i = 0; i < n; i++)
      for (let k = 0; k < n; k++) {
        const factor = transposed ? left[k * n + i]! : left[i * n + k]!
        for (let j = 0; j < n; j++) out[i * n + j] = out[i * n + j]! + factor * right[k * n + j]!
      }
    return out
  }
  return product(basis, true, product(matrix, false, basis))
}

/** Columns and rows p and q of a symmetric matrix, turned against each other so that what they share becomes 0. */
function rotate(a: Float64Array, n: number, p: number, q: number, cosine: number, sine: number): void {
  rotateColumns(a, n, p, q, cosine, sine)
  for (let j = 0; j < n; j++) {
    const [ofP, ofQ] = [a[p * n + j]!, a[q * n + j]!]
    a[p * n + j] = cosine * ofP - sine * ofQ
    a[q * n + j] = sine * ofP + cosine * ofQ
  }
}

function rotateColumns(a: Float64Array, n: number, p: number, q: number, cosine: number, sine: number): void {
  for (let i = 0; i < n * n; i += n) {
    const [ofP, ofQ] = [a[i + p]!, a[i + q]!]
    a[i + p] = cosine * ofP - sine * ofQ
    a[i + q] = sine * ofP + cosine * ofQ
  }
}
