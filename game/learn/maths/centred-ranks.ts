/** Each value's rank among them, moved and scaled from −½, the least, to ½, the greatest (Salimans et al. 2017, section 2.1, after Wierstra et al. 2014):
 *  how far one is above another no longer counts. Equal values share the mean of their ranks. One value alone has 0. */
export function centredRanks(values: ArrayLike<number>): Float64Array {
  const count = values.length
  const order = Array.from({ length: count }, (_, i) => i).sort((a, b) => values[a]! - values[b]!)
  const ranks = new Float64Array(count)
  for (let first = 0; first < count;) {
    let end = first + 1
    while (end < count && values[order[end]!] === values[order[first]!]) end++
    const rank = count > 1 ? (first + end - 1) / 2 / (count - 1) - 0.5 : 0
    for (; first < end; first++) ranks[order[first]!] = rank
  }
  return ranks
}
