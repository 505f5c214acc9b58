import { open, readFile, rm } from 'node:fs/promises'

/** Takes the lock `file` for this process and returns how to give it back. A lock left by a process that no longer lives is taken
 *  over. Throws a sentence for people when a living process holds it. */
export async function lockFolder(file: string): Promise<() => Promise<void>> {
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      const handle = await open(file, 'wx', 0o600)
      await handle.writeFile(String(process.pid))
      await handle.close()
      return () => rm(file, { force: true })
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    }
    const holder = Number(await readFile(file, 'utf8').catch(() => ''))
    if (holder !== process.pid && isAlive(holder)) {
      throw new Error(`process ${holder} already uses the data in this folder (${file}). Stop it, or use another folder.`)
    }
    await rm(file, { force: true })
  }
  throw new Error(`the lock ${file} is being taken by several processes at once. Try again.`)
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
