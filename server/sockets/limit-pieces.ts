/** Makes the websockets that an engine opens from now on take a message in so many pieces at most. Each piece of a byte costs us a hundred
 *  while its message is not over, and `ws` itself would take 16,384. The setting has no public name there, so it is looked for with care. */
export function limitPieces(engine: object, most: number): void {
  const websockets: unknown = Reflect.get(engine, 'ws')
  const options: unknown = typeof websockets === 'object' && websockets ? Reflect.get(websockets, 'options') : null
  if (typeof options === 'object' && options && 'maxFragments' in options) options.maxFragments = most
}
