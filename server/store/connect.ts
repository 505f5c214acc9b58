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

/** Whether an error says that the database could not be reached, as opposed to having refused what it was asked. */
export function isAway(error: unknown): boolean {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    const code = 'code' in at && typeof at.code === 'string' ? at.code : ''
    if (AWAY_CODES.has(code) || AWAY_WORDS.test(at.message)) return true
  }
  return false
}

// Node's socket errors, Prisma's connection errors, and Postgres' own (class 57: shutting down, cannot connect now; 53300: full).
const AWAY_CODES = new Set(
  'ECONNREFUSED ECONNRESET ENOENT EPIPE ETIMEDOUT EHOSTUNREACH ENOTFOUND P1000 P1001 P1002 P1008 P1017 P2024 P2028 57P01 57P02 57P03 53300'.split(
    ' ',
  ),
)
const AWAY_WORDS =
  /ECONNREFUSED|ECONNRESET|ENOENT.*PGSQL|EPIPE|Connection terminated|connection timeout|Can't reach database|Closed the connection/i
