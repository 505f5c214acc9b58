import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient, type Prisma } from '../../prisma/generated/client.ts'

/** The database client that every repository takes. */
export type Database = PrismaClient
/** The same inside a transaction. */
export type Transaction = Prisma.TransactionClient
export type DatabaseOrTransaction = Database | Transaction

/** Which program connects: the pool of each is as large as its work needs, and all of them fit into the embedded database. */
export type Client = 'web' | 'jobs' | 'tool'

const POOL_SIZES: Record<Client, number> = { web: 6, jobs: 4, tool: 2 }

/** Connections that the embedded database accepts: every pool of every process, twice, because a restarted process overlaps the old. */
export const MAX_CONNECTIONS = 2 * Object.values(POOL_SIZES).reduce((sum, size) => sum + size)

/** The address of a Postgres that listens on the socket `.s.PGSQL.5432` in `folder`. */
export function socketUrl(folder: string): string {
  return `postgresql://postgres@localhost/postgres?host=${encodeURIComponent(folder)}`
}

/** A Prisma client for the database at `url` (a socket's address included). Connects at the first query; a query that gets no
 *  connection within 3 s fails. End it with `$disconnect()`. */
export function connect(url: string, client: Client): Database {
  const adapter = new PrismaPg(
    { connectionString: url, max: POOL_SIZES[client], connectionTimeoutMillis: 3_000, idleTimeoutMillis: 30_000 },
    // A connection that breaks while idle is replaced by the pool; whoever asks next finds out whether the database is there.
    { onPoolError: () => {}, onConnectionError: () => {} },
  )
  return new PrismaClient({ adapter, transactionOptions: { maxWait: 5_000, timeout: 15_000 } })
}
