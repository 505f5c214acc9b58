import { fork } from 'node:child_process'
import { once } from 'node:events'

/** What a child answers to a job. */
type Answer<Result> = { result: Result } | { failed: string }

/** Does jobs in so many child processes that run a script which calls `answerJobs`, each one at a time, in order. done: called with each result as it
 *  comes. Rejects, and ends them, where one fails. */
export async function inChildren<Job, Result>(
  script: string,
  jobs: readonly Job[],
  workers: number,
  done: (result: Result, job: Job) => void | Promise<void>,
): Promise<void> {
  const waiting = [...jobs]
  const children = Array.from({ length: Math.min(workers, jobs.length) }, () =>
    fork(script, { execArgv: ['--import', 'tsx'], stdio: ['ignore', 2, 2, 'ipc'] }),
  )
  try {
    await Promise.all(
      children.map(async (child) => {
        const ended = once(child, 'exit').then(([code]): never => {
          throw new Error(`A process that works for this one ended with ${String(code)}`)
        })
        // It ends at last, when nobody waits for it.
        ended.catch(() => undefined)
        for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) {
          const answered = once(child, 'message')
          child.send(job as object)
          const [answer] = (await Promise.race([answered, ended])) as [Answer<Result>]
          if ('failed' in answer) throw new Error(answer.failed)
          await done(answer.result, job)
        }
      }),
    )
  } finally {
    for (const child of children) child.kill()
  }
}

/** In a child process: does each job that comes, and answers with its result or with what went wrong. */
export function answerJobs<Job, Result>(work: (job: Job) => Promise<Result>): void {
  const send = (answer: Answer<Result>): void => void process.send!(answer)
  process.on('message', (job: Job) => {
    void work(job).then(
      (result) => send({ result }),
      (error: unknown) => send({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    )
  })
  process.once('disconnect', () => process.exit(0))
}
