import { Client } from 'pg'

/** Runs a statement that belongs to no database of the server, such as one that makes or drops one. */
export async function execute(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
