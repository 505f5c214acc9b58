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
