/** Final hashes of Pong v1 by seed: 5,000 ticks of restless play. They change only with the task's version. */
export const GOLDEN_HASHES: Readonly<Record<string, string>> = {
  '1': '5c54ecd67f57417d',
  '2': '2994e6e7508a6c55',
  '3': '624124031c1751a0',
  '4': 'f9d3b5e80cc30a73',
  '5': '1bfc67e57f425e0c',
}
