import { resolve } from 'node:path'
import { z } from 'zod'
import { Refusal } from './refusal.ts'

/** For how long what nobody needs any more is kept, in days; 0 keeps it for ever. */
export interface Retention {
  /** Logs of sparring matches: of the match its result stays. */
  sparringLogs: number
  /** Unrated matches that were left, or broken off, within seconds. */
  shortMatches: number
  /** Guests who have finished no match. */
  idleGuests: number
  /** Guests who have never played for a rating. */
  unratedGuests: number
  /** Until then a partner keeps the last revision of each match, afterwards, of all but the newest KEPT, the last of each day. */
  revisions: number
}

/** For how long the newborn of a day is raised, where no other time is set. */
export const RAISED_SECONDS = 180

/** All settings of Sparring, parsed once at the start of each process from its environment. */
export interface Config {
  /** The one port that browsers use; 0 takes any free one. */
  port: number
  /** The address to listen on; undefined: all of this machine's. */
  host: string | undefined
  /** A Postgres server's URL, or null: the embedded database is used. In the child processes it is always set. */
  databaseUrl: string | null
  /** Absolute path of the folder that holds the secret, the journal, the embedded database and the sockets. */
  dataFolder: string
  /** The address under which people reach this server, where it is not this machine's own (behind a reverse proxy). */
  publicUrl: URL | null
  logLevel: LogLevel
  /** LOG_LEVEL was given: log lines also go to the terminal, as JSON. */
  logToTerminal: boolean
  /** How long a match that is not sparring may go on, and come to its end, after the server was asked to stop. */
  graceSeconds: number
  /** A token: whoever sends it may see /metrics and the whole of /healthz from elsewhere than this machine; null: nobody may. */
  metricsToken: string | null
  /** For how long what nobody needs any more is kept. */
  retention: Retention
  /** Seconds of play for which the newborn of the day is raised. */
  dailySeconds: number
  /** Development: pages are built as they are asked for and reload when their source changes. */
  dev: boolean
}

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

/** An empty variable counts as unset: `DATABASE_URL= npm start` means the embedded database. */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional())

const days = (name: string) =>
  optional(z.coerce.number(`${name} must be a number of days.`).min(0, `${name} must not be negative.`))

const Env = z.object({
  PORT: optional(z.coerce.number('PORT must be a number.').int().min(0).max(65535, 'PORT must be at most 65535.')),
  HOST: optional(z.string()),
  DATABASE_URL: optional(
    z.string().regex(/^postgres(ql)?:\/\//, 'DATABASE_URL must start with postgres:// or postgresql://.'),
  ),
  SPARRING_DATA: optional(z.string()),
  PUBLIC_URL: optional(z.url({ protocol: /^https?$/, error: 'PUBLIC_URL must be an http or https address.' })),
  LOG_LEVEL: optional(z.enum(logLevels, `LOG_LEVEL must be one of ${logLevels.join(', ')}.`)),
  GRACE_SECONDS: optional(
    z.coerce
      .number('GRACE_SECONDS must be a number.')
      .min(0, 'GRACE_SECONDS must not be negative.')
      .max(3_600, 'GRACE_SECONDS must be at most 3600.'),
  ),
  METRICS_TOKEN: optional(z.string().min(16, 'METRICS_TOKEN must have at least 16 characters.')),
  KEEP_SPARRING_LOGS_DAYS: days('KEEP_SPARRING_LOGS_DAYS'),
  KEEP_SHORT_MATCHES_DAYS: days('KEEP_SHORT_MATCHES_DAYS'),
  KEEP_IDLE_GUESTS_DAYS: days('KEEP_IDLE_GUESTS_DAYS'),
  KEEP_UNRATED_GUESTS_DAYS: days('KEEP_UNRATED_GUESTS_DAYS'),
  KEEP_REVISIONS_DAYS: days('KEEP_REVISIONS_DAYS'),
  DAILY_SECONDS: optional(
    z.coerce
      .number('DAILY_SECONDS must be a number.')
      .min(5, 'DAILY_SECONDS must be at least 5.')
      .max(600, 'DAILY_SECONDS must be at most 600.'),
  ),
  SPARRING_DEV: optional(z.string()),
})

/** Reads the configuration from environment variables. Throws a Refusal whose message is one sentence for the person who set them. */
export function parseConfig(env: Record<string, string | undefined>): Config {
  const parsed = Env.safeParse(env)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    const name = String(issue?.path[0] ?? 'The environment')
    const message = issue?.message ?? 'is not valid.'
    throw new Refusal(message.startsWith(name) ? message : `${name} is not valid: ${message}`)
  }
  const values = parsed.data
  const dev = values.SPARRING_DEV === '1'
  return {
    port: values.PORT ?? 3000,
    host: values.HOST,
    databaseUrl: values.DATABASE_URL ?? null,
    dataFolder: resolve(values.SPARRING_DATA ?? '.data'),
    publicUrl: values.PUBLIC_URL ? new URL(values.PUBLIC_URL) : null,
    logLevel: values.LOG_LEVEL ?? 'info',
    logToTerminal: values.LOG_LEVEL !== undefined,
    // In development each changed file starts the server afresh.
    graceSeconds: values.GRACE_SECONDS ?? (dev ? 0 : 10),
    metricsToken: values.METRICS_TOKEN ?? null,
    retention: {
      sparringLogs: values.KEEP_SPARRING_LOGS_DAYS ?? 90,
      shortMatches: values.KEEP_SHORT_MATCHES_DAYS ?? 1,
      idleGuests: values.KEEP_IDLE_GUESTS_DAYS ?? 30,
      unratedGuests: values.KEEP_UNRATED_GUESTS_DAYS ?? 365,
      revisions: values.KEEP_REVISIONS_DAYS ?? 7,
    },
    dailySeconds: values.DAILY_SECONDS ?? RAISED_SECONDS,
    dev,
  }
}
