/** The side at fault where something could not be recorded. 'line': of what was to be recorded, which no waiting mends. 'wait': of the
 *  database or of ourselves; the same thing can be recorded later. */
export type Fault = 'line' | 'wait'

/** The side at fault for an error of the database. Only data that it can never take counts as the line's: SQLSTATE classes 22 (data exception) and
 *  23 (integrity constraint), and what Prisma refuses before it asks. Everything else waits, an error of an unknown kind too: a result
 *  that waits is late, one that is set aside may be lost. */
export function faultOf(error: unknown): Fault {
  const state = sqlStateOf(error)
  if (state !== null) return /^2[23]/.test(state) ? 'line' : 'wait'
  return causesOf(error).some((cause) => 'name' in cause && cause.name === 'PrismaClientValidationError')
    ? 'line'
    : 'wait'
}

/** Postgres' code of an error, five characters (PostgreSQL documentation, appendix A), wherever Prisma, its adapter or the driver put it;
 *  null where Postgres gave none. */
export function sqlStateOf(error: unknown): string | null {
  for (const cause of causesOf(error)) {
    if ('originalCode' in cause && isSqlState(cause.originalCode)) return cause.originalCode
    // The driver's own error: Node's and Prisma's have a code as well, but no severity.
    if ('severity' in cause && 'code' in cause && isSqlState(cause.code)) return cause.code
  }
  return null
}

/** Whether an error says that the database could not be reached or serves nobody like us just now, as opposed to having refused what it
 *  was asked. A file that is missing is not a database that is away. */
export function isAway(error: unknown): boolean {
  const state = sqlStateOf(error)
  if (state !== null) return AWAY_STATES.test(state)
  return causesOf(error).some((cause) => {
    const code = 'code' in cause ? String(cause.code) : ''
    const message = 'message' in cause ? String(cause.message) : ''
    return AWAY_CODES.has(code) || AWAY_WORDS.test(message)
  })
}

/** Whether a transaction did not begin or end in the time that it had (Prisma's P2028). It looks like a database that is away, but what takes
 *  too long once does so again. */
export function ranOutOfTime(error: unknown): boolean {
  return causesOf(error).some((cause) => 'code' in cause && cause.code === 'P2028')
}

/** Classes 08 (connection), 28 (login), 40 (rolled back), 53 (full), 57 (shutting down, cancelled), 58 (the system), and read-only, not
 *  permitted, no such database, not accepting connections, in use, not to be locked. */
const AWAY_STATES = /^(08|28|40|53|57|58|25006|42501|3D000|55000|55006|55P03)/
/** Prisma's codes for a database that cannot be reached, for a pool and for a transaction without a connection. */
const AWAY_CODES = new Set('P1000 P1001 P1002 P1003 P1008 P1010 P1017 P2024 P2028 P2034 P2037'.split(' '))
const AWAY_WORDS =
  /connect E[A-Z]+ |\b(ECONNREFUSED|ECONNRESET|ENOTFOUND|ETIMEDOUT|EHOSTUNREACH|EPIPE)\b|Connection terminated|connection timeout|Query read timeout|timeout exceeded when trying to connect|Can't reach database|Closed the connection|Client has encountered a connection error|Client was closed/i

/** An error and all that it was caused by, Prisma's inner ones included, outermost first. */
function causesOf(error: unknown): object[] {
  const found: object[] = []
  let at = error
  while (typeof at === 'object' && at !== null && found.length < MOST_CAUSES) {
    found.push(at)
    at = innerOf(at)
  }
  return found
}

const MOST_CAUSES = 10

function innerOf(error: object): unknown {
  if ('cause' in error && error.cause) return error.cause
  if ('meta' in error && typeof error.meta === 'object' && error.meta && 'driverAdapterError' in error.meta)
    return error.meta.driverAdapterError
  // A host name with several addresses fails with all their errors in one.
  return error instanceof AggregateError ? error.errors[0] : null
}

const isSqlState = (code: unknown): code is string => typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code)
