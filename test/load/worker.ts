import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'

/** Whether processes can be kept to a core of their own here. */
export const canPin = availableParallelism() > 1 && spawnSync('taskset', ['-c', '0', 'true']).status === 0

/** A process of a benchmark that answers questions, kept to one core where that is possible. */
export class Worker {
  private readonly child: ChildProcess
  private readonly waiting = new Map<number, { resolve: (answer: never) => void; reject: (error: Error) => void }>()
  private nextId = 0

  constructor(script: string, core: number, nodeFlags: readonly string[] = []) {
    const command = [
      ...(canPin ? ['taskset', '-c', String(core)] : []),
      process.execPath,
      '--expose-gc',
      ...nodeFlags,
      '--import',
      'tsx',
      fileURLToPath(new URL(script, import.meta.url)),
    ]
    this.child = spawn(command[0]!, command.slice(1), {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      serialization: 'advanced',
    })
    this.child.on('message', (message: { id: number; answer?: never; failed?: string }) => {
      const one = this.waiting.get(message.id)
      this.waiting.delete(message.id)
      if (message.failed === undefined) one?.resolve(message.answer as never)
      else one?.reject(new Error(message.failed))
    })
    this.child.once('exit', () => {
      for (const { reject } of this.waiting.values()) reject(new Error(`${script} ended`))
    })
  }

  ask<T>(ask: string, body: unknown = null): Promise<T> {
    const id = this.nextId++
    return new Promise<T>((resolve, reject) => {
      this.waiting.set(id, { resolve, reject })
      this.child.send({ id, ask, body })
    })
  }

  end(): Promise<void> {
    return new Promise((resolve) => {
      this.child.once('exit', () => resolve())
      this.child.kill('SIGTERM')
    })
  }
}

/** Matches that are opened at once: their people have ten seconds to come. */
const GROUP = 20

/** Opens a match for each pair of names and lets its people enter. Throws where one has not got their seat. */
export async function play(server: Worker, players: Worker, origin: string, pairs: [string, string][]): Promise<void> {
  for (let from = 0; from < pairs.length; from += GROUP) {
    const group = pairs.slice(from, from + GROUP)
    const matches = await server.ask<string[]>('matches', { pairs: group })
    const seated = await players.ask<number>('enter', { origin, matches, pairs: group })
    if (seated !== 2 * group.length) throw new Error(`Only ${seated} of ${2 * group.length} players have their seats`)
  }
}
