import { Client } from 'pg'
import { Refusal } from '../base/refusal.ts'

/** Connects once to the Postgres at `url`. Throws a Refusal that says what is wrong, without the password. */
export async function checkDatabase(url: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 3_000 })
  const { host, port, database } = client
  try {
    await client.connect()
    await client.end()
  } catch (error) {
    const { code, message } = describe(error)
    if (code === '3D000')
      throw new Refusal(
        `The Postgres at ${host}:${port} has no database "${database}": create it, or mend DATABASE_URL.`,
      )
    if (code.startsWith('28'))
      throw new Refusal(`The Postgres at ${host}:${port} does not accept the user or password of DATABASE_URL.`)
    throw new Refusal(
      `No Postgres could be reached at ${host}:${port} (${message}): start it, mend DATABASE_URL, or unset it to use the embedded database.`,
    )
  }
}

function describe(error: unknown): { code: string; message: string } {
  // A host name with several addresses fails with all their errors in one.
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error
  if (!(first instanceof Error)) return { code: '', message: String(first) }
  return { code: 'code' in first ? String(first.code) : '', message: first.message }
}
