/** Final hashes of volley by version and seed: whole matches of restless play. They change only with the task's version. */
export const GOLDEN_HASHES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '0': { '1': 'b646ccbf28d4da21', '2': '4c7b1dd42ae7b370', '3': 'e031006474bf9248' },
  '1': { '1': '6cf9c27143097ebc', '2': 'd9e351cddebdfc60', '3': '7411aea0ece6046b' },
}
