import { embeddedDatabaseUrl } from '../../server/store/data-folder.ts'
import { connect } from '../../server/store/connect.ts'
import type { Refusal } from '../../game/protocol/replies.ts'
import { Guest } from './guest.ts'
import { createDatabase } from './server-database.ts'
import { WholeSparring } from './whole-sparring.ts'

/** A whole Sparring whose database can be taken away from it. */
export interface SparringWithGate {
  sparring: WholeSparring
  /** The database answers nobody. */
  leave(): Promise<void>
  comeBack(): Promise<void>
  /** The ids of all recorded matches of people, in the order in which they were recorded: agents play their first ones by themselves. */
  recorded(): Promise<string[]>
  close(): Promise<void>
}

/** The embedded database, which stands still when it is away: it takes what it is asked and gives no answer. */
async function standingStill(): Promise<SparringWithGate> {
  const sparring = await WholeSparring.start()
  const signal = (name: NodeJS.Signals): Promise<void> => {
    process.kill(sparring.pidOf('database'), name)
    return Promise.resolve()
  }
  return {
    sparring,
    leave: () => signal('SIGSTOP'),
    comeBack: () => signal('SIGCONT'),
    recorded: () => recordedIn(embeddedDatabaseUrl(sparring.dataFolder)),
    close: () => sparring.close(),
  }
}

/** A database server, which ends all connections and takes none when it is away. */
async function refusing(serverUrl: string): Promise<SparringWithGate> {
  const database = await createDatabase(serverUrl)
  const sparring = await WholeSparring.start({ DATABASE_URL: database.url })
  return {
    sparring,
    leave: () => database.refuse(true),
    comeBack: () => database.refuse(false),
    recorded: () => recordedIn(database.url),
    async close() {
      await sparring.close()
      await database.drop()
    },
  }
}

async function recordedIn(url: string): Promise<string[]> {
  const db = connect(url, 'tool')
  try {
    const matches = await db.match.findMany({
      where: { seats: { some: { userId: { not: null } } } },
      select: { id: true },
      orderBy: { createdAt: 'asc' },
    })
    return matches.map(({ id }) => id)
  } finally {
    await db.$disconnect()
  }
}

const server = process.env['TEST_DATABASE_URL']

/** The ways in which a database can be away here. */
export const waysToBeAway = [
  { name: 'stands still', start: standingStill },
  ...(server ? [{ name: 'refuses everybody', start: () => refusing(server) }] : []),
]

export interface Away {
  /** Matches whose results were announced, in that order. */
  announced: string[]
  /** What somebody is told meanwhile who opens a page of the API, and who asks for a match. */
  page: { status: number; body: unknown }
  play: { ok: true } | Refusal
}

/** So many people play. A half of the matches end, then the database goes; the others end one after the other, each after `pause`. */
export async function playWhileAway(
  { sparring, leave, comeBack }: SparringWithGate,
  matches: number,
  pause: () => Promise<void>,
): Promise<Away> {
  const guests = await Promise.all(Array.from({ length: matches }, (_, number) => Guest.connect(sparring, number)))
  try {
    await Promise.all(guests.map((guest) => guest.play()))
    const half = Math.floor(matches / 2)
    for (const guest of guests.slice(0, half)) await guest.giveUp()
    await leave()
    try {
      for (const guest of guests.slice(half)) {
        await pause()
        await guest.giveUp()
      }
      const [page, play] = await Promise.all([look(sparring), guests[0]!.askToPlay()])
      return {
        announced: guests.filter(({ result }) => result?.reason === 'left').map(({ match }) => match),
        page,
        play,
      }
    } finally {
      await comeBack()
    }
  } finally {
    for (const guest of guests) guest.close()
  }
}

async function look(sparring: WholeSparring): Promise<Away['page']> {
  const response = await fetch(`${sparring.origin}/api/agents`)
  return { status: response.status, body: await response.json() }
}
