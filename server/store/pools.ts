/** Which program connects: the pool of each is as large as its work needs, and all of them fit into the embedded database. */
export type Client = 'web' | 'jobs' | 'tool'

/** Most connections of each. */
export const POOL_SIZES: Record<Client, number> = { web: 6, jobs: 4, tool: 2 }

/** Connections that the embedded database accepts: every pool of every process, twice, because a restarted process overlaps the old. */
export const MAX_CONNECTIONS = 2 * Object.values(POOL_SIZES).reduce((sum, size) => sum + size)

/** The address of a Postgres that listens on the socket `.s.PGSQL.5432` in `folder`. */
export function socketUrl(folder: string): string {
  return `postgresql://postgres@localhost/postgres?host=${encodeURIComponent(folder)}`
}
