import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient, type Prisma } from '../../prisma/generated/client.ts'
import { type Client, POOL_SIZES } from './pools.ts'

/** The database client that every repository takes. */
export type Database = PrismaClient
/** The same inside a transaction. */
export type Transaction = Prisma.TransactionClient
export type DatabaseOrTransaction = Database | Transaction

/** A database that stands still takes every question and answers none. */
const QUERY_MS = 8_000

/** A Prisma client for the database at `url` (a socket's address included). Connects at the first query; a query that gets no
 *  connection within 3 s fails, and so does one of web's that gets no answer within QUERY_MS: people wait for it. End it with
 *  `$disconnect()`. */
export function connect(url: string, client: Client): Database {
  const adapter = new PrismaPg(
    {
      connectionString: url,
      max: POOL_SIZES[client],
      connectionTimeoutMillis: 3_000,
      idleTimeoutMillis: 30_000,
      ...(client === 'web' ? { query_timeout: QUERY_MS } : {}),
    },
    // A connection that breaks while idle is replaced by the pool; whoever asks next finds out whether the database is there.
    { onPoolError: () => {}, onConnectionError: () => {} },
  )
  return new PrismaClient({ adapter, transactionOptions: { maxWait: 5_000, timeout: 15_000 } })
}
