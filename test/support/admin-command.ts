import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { programArguments } from './built-program.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

export interface Answer {
  code: number | null
  out: string
  err: string
}

/** Runs `npm run admin -- ARGS` as an operator does, on the data that `env` names. */
export function adminByNpm(args: string[], env: Record<string, string>): Promise<Answer> {
  return answer('npm', ['run', '--silent', 'admin', '--', ...args], env)
}

/** Runs what `npm run admin` runs, without npm, and compiled where that is of the sources as they are: both take as long again. */
export async function admin(args: string[], env: Record<string, string>): Promise<Answer> {
  return answer(process.execPath, [...(await programArguments('admin')), ...args], env)
}

function answer(program: string, args: string[], env: Record<string, string>): Promise<Answer> {
  const child = spawn(program, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const given: Answer = { code: null, out: '', err: '' }
  child.stdout.on('data', (bytes: Buffer) => (given.out += bytes.toString()))
  child.stderr.on('data', (bytes: Buffer) => (given.err += bytes.toString()))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve({ ...given, code }))
  })
}
