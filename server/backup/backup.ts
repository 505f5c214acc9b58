import { Client } from 'pg'
import { ArchiveWriter } from './archive.ts'
import { dumpFiles } from './data-files.ts'
import { dumpRows } from './database-rows.ts'

export interface Counts {
  /** Rows by table. */
  rows: Record<string, number>
  files: number
}

/** Writes the database at `url` and the files of a data folder into one archive, while a server may run. */
export async function backup(url: string, dataFolder: string, file: string, now: number): Promise<Counts> {
  const archive = new ArchiveWriter(file, now)
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  const counts: Counts = { rows: {}, files: 0 }
  try {
    await client.connect()
    await archive.begin()
    const paths = new Set<string>()
    // Before the database: a result that leaves the journal meanwhile is in the database by then.
    await dumpFiles(dataFolder, (part) => {
      paths.add(part.path)
      return archive.add(part)
    })
    counts.files = paths.size
    await dumpRows(client, (table, row) => {
      counts.rows[table] = (counts.rows[table] ?? 0) + 1
      return archive.add({ kind: 'row', table, row })
    })
    await archive.finish()
  } catch (error) {
    await archive.abandon()
    throw error
  } finally {
    await client.end().catch(() => {})
  }
  return counts
}
