/** A reason not to start that the person at the terminal can mend: its message is one plain sentence, shown without a stack. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
}

/** The exit code of a process that refuses to start and has said why; it is not started again. */
export const REFUSED = 78

/** Prints a refusal and ends this process with exit code 78; rethrows anything else, which is a bug. */
export function refuse(error: unknown): never {
  if (!(error instanceof Refusal)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exit(REFUSED)
}
