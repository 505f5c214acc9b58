import { createHash, randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Refusal } from '../base/refusal.ts'

/** The format of everything in the data folder. It grows when an older Sparring could no longer read it. */
export const DATA_FORMAT = 1

export interface DataFolder {
  path: string
  /** 32 random bytes made once, readable by the owner alone: signs the sessions. */
  secret: Buffer
  /** Gives the folder up for another process. */
  release(): void
}

/** Creates the data folder where it is missing, checks its format, and takes its lock for this process.
 *  Throws a Refusal when another living process holds it, it comes from a newer version, or cannot be written. */
export function openDataFolder(path: string): DataFolder {
  try {
    // The embedded database's socket asks for no password: only its owner may reach into the folder.
    mkdirSync(path, { recursive: true, mode: 0o700 })
    mkdirSync(join(path, 'journal'), { recursive: true })
    const release = lock(path)
    try {
      checkFormat(path)
      return { path, secret: readSecret(path), release }
    } catch (error) {
      release()
      throw error
    }
  } catch (error) {
    if (error instanceof Refusal || !(error instanceof Error)) throw error
    throw new Refusal(`The data folder ${path} cannot be used: ${error.message}.`)
  }
}

/** Opens the data folder as `openDataFolder` does, and waits up to `patience` ms for a holder that is about to end: who starts it anew
 *  at once after a crash finds the old process still dying. */
export function openDataFolderWithin(path: string, patience: number): Promise<DataFolder> {
  return within(patience, () => openDataFolder(path))
}

/** The secret of a data folder that this or another process has opened before; made on first use. */
export function readSecret(path: string): Buffer {
  const file = join(path, 'secret')
  try {
    writeFileSync(file, `${randomBytes(32).toString('hex')}\n`, { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error
  }
  const secret = Buffer.from(readFileSync(file, 'utf8').trim(), 'hex')
  if (secret.length !== 32) throw new Refusal(`The file ${file} is damaged: delete it, and everyone is a new guest.`)
  return secret
}

/** Where a process of this data folder listens: a socket in the folder, or in the system's temporary folder where that path is too
 *  long for a socket (100 bytes). On Windows a named pipe. */
export function socketPath(dataFolder: string, name: string): string {
  const unique = createHash('sha256').update(dataFolder).digest('hex').slice(0, 16)
  if (process.platform === 'win32') return `\\\\.\\pipe\\sparring-${unique}-${name}`
  const path = join(dataFolder, `${name}.sock`)
  return Buffer.byteLength(path) <= 100 ? path : join(tmpdir(), `sparring-${unique}-${name}.sock`)
}

/** The folder of the embedded database's socket, whose name is fixed: the data folder, or one in the system's temporary folder where
 *  that path is too long. */
export function databaseSocketFolder(dataFolder: string): string {
  if (Buffer.byteLength(dataFolder) <= 80) return dataFolder
  return join(tmpdir(), `sparring-${createHash('sha256').update(dataFolder).digest('hex').slice(0, 16)}`)
}

/** The address of the embedded database of a data folder, known before it runs. */
export function embeddedDatabaseUrl(dataFolder: string): string {
  return `postgresql://postgres@localhost/postgres?host=${encodeURIComponent(databaseSocketFolder(dataFolder))}`
}

/** Takes a folder's lock as `lock` does, and waits up to `patience` ms for a holder that is about to end. */
export function lockWithin(folder: string, patience: number): Promise<() => void> {
  return within(patience, () => lock(folder))
}

/** Somebody else has the folder. */
class FolderHeld extends Refusal {}

/** Tries again for `patience` ms while somebody else has the folder. */
async function within<T>(patience: number, work: () => T): Promise<T> {
  const until = Date.now() + patience
  for (;;) {
    try {
      return work()
    } catch (error) {
      if (!(error instanceof FolderHeld) || Date.now() >= until) throw error
      await wait(50)
    }
  }
}

/** Takes `lock`, a file that names the process holding the folder; a holder that no longer lives has lost it. */
export function lock(folder: string): () => void {
  const file = join(folder, 'lock')
  const own = join(folder, `lock.${process.pid}`)
  const claim = `${process.pid} ${birthOf(process.pid)}\n`
  writeFileSync(own, claim)
  try {
    for (let attempt = 0; attempt < 3; attempt++) {
      try {
        // A link appears with its content, so that nobody reads a lock that is half written.
        linkSync(own, file)
        return () => {
          if (readText(file) === claim) rmSync(file, { force: true })
        }
      } catch (error) {
        if (!hasCode(error, 'EEXIST')) throw error
      }
      const holder = readText(file)
      if (holder === claim) rmSync(file, { force: true })
      else if (holder !== null) takeAway(file, holder, folder)
    }
    throw new FolderHeld(`The data folder ${folder} is in use by another Sparring that is just starting.`)
  } finally {
    rmSync(own, { force: true })
  }
}

/** Removes the lock of a process that is gone. Throws a Refusal when it lives. */
function takeAway(file: string, holder: string, folder: string): void {
  const [number, birth = ''] = holder.trim().split(' ')
  const pid = Number(number)
  if (Number.isInteger(pid) && pid > 0 && isAlive(pid) && birthOf(pid) === birth) {
    throw new FolderHeld(
      `The data folder ${folder} is in use by another Sparring (process ${pid}): stop that one, or set SPARRING_DATA to another folder.`,
    )
  }
  // Somebody else may have taken the dead process's lock away and made a new one since we looked: give that one back.
  const aside = `${file}.old.${process.pid}`
  renameSync(file, aside)
  if (readText(aside) !== holder) linkSync(aside, file)
  rmSync(aside, { force: true })
}

/** When a process was born, as Linux counts it (machine's boot and clock tick), so that a later process with the same number is not
 *  taken for it, nor one that has ended and is only still in the list (a zombie); empty on other systems. */
function birthOf(pid: number): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' || fields[0] === 'X' ? 'ended' : `${boot}/${fields[19]}`
  } catch {
    return ''
  }
}

function checkFormat(folder: string): void {
  const file = join(folder, 'version')
  try {
    writeFileSync(file, `${DATA_FORMAT}\n`, { flag: 'wx' })
    return
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error
  }
  const found = Number(readFileSync(file, 'utf8').trim())
  if (found > DATA_FORMAT) {
    throw new Refusal(
      `The data folder ${folder} was written by a newer Sparring (format ${found}, this one reads up to ${DATA_FORMAT}): update Sparring, or set SPARRING_DATA to another folder.`,
    )
  }
  if (found !== DATA_FORMAT) throw new Refusal(`The file ${file} is damaged: it should hold the number ${DATA_FORMAT}.`)
}

function readText(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}

/** Signal 0 only asks: EPERM means that the process lives and belongs to somebody else. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return hasCode(error, 'EPERM')
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
