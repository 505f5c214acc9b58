import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export interface RunningDatabase {
  url: string
  /** Ends the child and waits until it is gone. */
  stop(): Promise<void>
  /** The same without a warning, as a crash would. */
  kill(): Promise<void>
}

const SOURCE = fileURLToPath(new URL('../processes/database.ts', import.meta.url))

/** Starts the embedded database's process on `dataFolder`, with its socket in `socketFolder` (a path of at most 80 bytes: sockets
 *  have short names). program: what Node is given to run it, the file last. Throws what the child said when it could not start. For tools
 *  and tests; the supervisor has its own way. */
export async function startDatabase(
  dataFolder: string,
  socketFolder: string,
  program: [...flags: string[], file: string] = ['--import', 'tsx', SOURCE],
): Promise<RunningDatabase> {
  const child = fork(program.at(-1) ?? SOURCE, [dataFolder, socketFolder], {
    execArgv: program.slice(0, -1),
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  let said = ''
  child.stderr?.on('data', (bytes: Buffer) => (said += bytes.toString()))
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const url = await new Promise<string>((resolve, reject) => {
    child.once('message', (message: { url: string }) => resolve(message.url))
    child.once('exit', () => reject(new Error(said.trim() || 'The embedded database ended before it was ready.')))
  })
  return {
    url,
    stop() {
      if (child.connected) child.disconnect()
      return gone
    },
    kill() {
      child.kill('SIGKILL')
      return gone
    },
  }
}
