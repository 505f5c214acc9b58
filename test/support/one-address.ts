import { limitTable, type Limits } from '../../server/base/limits.ts'

/** The server's limits without those of an address and of the process, for benchmarks whose people all come from one. */
export const ONE_ADDRESS = Object.fromEntries(
  Object.entries(limitTable).map(([name, { per, value }]) => {
    if (per !== 'address' && per !== 'process') return [name, value]
    return [name, typeof value === 'number' ? 1e9 : { perSecond: 1e9, burst: 1e9 }]
  }),
) as Limits
