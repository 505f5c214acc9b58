/** A refusal of the HTTP API: thrown by whoever notices, answered as an ErrorView with this status. */
export class HttpRefusal extends Error {
  override readonly name = 'HttpRefusal'

  constructor(
    readonly status: number,
    /** A word for programs. */
    readonly code: string,
    /** What happened and what to do, for people. */
    message: string,
    readonly headers: Record<string, string> = {},
  ) {
    super(message)
  }
}

export const notFound = (what: string): HttpRefusal => new HttpRefusal(404, 'not-found', `There is no such ${what}.`)

export const noSession = (): HttpRefusal =>
  new HttpRefusal(401, 'no-session', 'You are not known here yet: play a match first, or reload the page.')
