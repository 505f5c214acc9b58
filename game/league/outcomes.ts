/** How a match went for each of its seats, by their places (1 for the best): 1 won, which nobody shares, −1 lost, where somebody has a better
 *  place, 0 neither. */
export function outcomesOf(places: readonly number[]): (1 | 0 | -1)[] {
  const best = Math.min(...places)
  const shared = places.filter((place) => place === best).length > 1
  return places.map((place) => (place > best ? -1 : shared ? 0 : 1))
}
