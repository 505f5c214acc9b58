/** Final hashes of sumo v1 by seed: 5,000 ticks of restless play. They change only with the task's version. */
export const GOLDEN_HASHES: Readonly<Record<string, string>> = {
  '1': 'f34e8c74910ac35d',
  '2': '98b1f3767fa78fc7',
  '3': 'bc537a4b7b5881bb',
}
