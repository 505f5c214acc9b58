// Engines differ in the last bits of Math.sin and Math.cos; these use only operations that are the same everywhere.

const TWO_OVER_PI = 0.6366197723675814
/** π/2 in three parts: the first two of 33 bits, so that up to a million times them is exact, and what is left (Cody & Waite 1980). */
const HALF_PI_FIRST = 1.5707963267341256
const HALF_PI_SECOND = 6.077100506303966e-11
const HALF_PI_THIRD = 2.0222662487959506e-21

// Coefficients of the series of sine and cosine, whose next terms are below 1e-17 up to π/4: ±1/3!, ±1/5!, … and ±1/4!, ±1/6!, …
const S3 = -1 / 6
const S5 = 1 / 120
const S7 = -1 / 5_040
const S9 = 1 / 362_880
const S11 = -1 / 39_916_800
const S13 = 1 / 6_227_020_800
const S15 = -1 / 1_307_674_368_000
const C4 = 1 / 24
const C6 = -1 / 720
const C8 = 1 / 40_320
const C10 = -1 / 3_628_800
const C12 = 1 / 479_001_600
const C14 = -1 / 87_178_291_200
const C16 = 1 / 20_922_789_888_000

/** sin(r + rest) for |r| up to π/4 and a rest below its last bit. */
function sineNearZero(r: number, rest: number): number {
  const z = r * r
  const zz = z * z
  const series = S3 + z * S5 + zz * (S7 + z * S9 + zz * (S11 + z * S13 + zz * S15))
  return r + (r * z * series + rest * (1 - 0.5 * z))
}

/** cos(r + rest) for |r| up to π/4 and a rest below its last bit. */
function cosineNearZero(r: number, rest: number): number {
  const z = r * r
  const zz = z * z
  const series = C4 + z * C6 + zz * (C8 + z * C10 + zz * (C12 + z * C14 + zz * C16))
  const half = 0.5 * z
  const first = 1 - half
  return first + (1 - first - half + (zz * series - r * rest))
}

/** The sine of x turned on by so many quarters of a circle, after x is reduced to within π/4. */
function turnedSine(x: number, quarters: number): number {
  const n = Math.floor(x * TWO_OVER_PI + 0.5)
  const near = x - n * HALF_PI_FIRST
  const second = n * HALF_PI_SECOND
  const high = near - second
  const low = near - high - second - n * HALF_PI_THIRD
  const r = high + low
  const rest = high - r + low
  const turn = n + quarters
  const quarter = turn - 4 * Math.floor(turn / 4)
  const size = quarter === 0 || quarter === 2 ? sineNearZero(r, rest) : cosineNearZero(r, rest)
  return quarter < 2 ? size : -size
}

/** The sine of x radians, to within one unit in the last place for |x| up to a million (of 0 and −0: 0). */
export const sine = (x: number): number => turnedSine(x, 0) + 0

/** The cosine of x radians, to within one unit in the last place for |x| up to a million. */
export const cosine = (x: number): number => turnedSine(x, 1)
