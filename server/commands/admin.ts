import { join } from 'node:path'
import { deleteUser } from '../store/delete-user.ts'
import { voidMatch } from '../jobs/void-match.ts'
import { Refusal } from '../base/refusal.ts'
import { connect, type Database } from '../store/connect.ts'
import { banUser, unbanUser } from '../store/exclusions.ts'
import { retryRejected } from '../store/journal.ts'
import { migrate } from '../store/migrate.ts'
import { renameUser } from '../store/users.ts'
import { findOneUser, findPerson, listMatches, listUsers, showMatch, showUser } from './admin-views.ts'
import { runCommand, withData } from './with-data.ts'

/** `npm run admin -- COMMAND …`: what an operator does to people and matches, while the server runs or not. A USER is an id or a name
 *  that only one person has. */
interface Deps {
  db: Database
  journalFolder: string
  running: boolean
}

interface Command {
  usage: string
  /** Fewest and most words after the command. */
  words: readonly [number, number]
  what: string
  run: (deps: Deps, args: string[]) => Promise<string>
}

const commands: Record<string, Command> = {
  users: {
    usage: 'users [PART-OF-A-NAME]',
    words: [0, 1],
    what: 'lists people, the last seen first',
    run: ({ db }, [part = '']) => listUsers(db, part),
  },
  show: {
    usage: 'show USER',
    words: [1, 1],
    what: 'shows a person: ratings, partners, latest matches',
    run: async ({ db }, [who = '']) => showUser(db, (await findOneUser(db, who)).id),
  },
  ban: {
    usage: 'ban USER',
    words: [1, 1],
    what: 'keeps a person out; open pages are closed within seconds',
    run: async ({ db }, [who = '']) => {
      const { id, name } = await findPerson(db, who)
      await banUser(db, id, new Date())
      return `${name} (${id}) is banned.`
    },
  },
  unban: {
    usage: 'unban USER',
    words: [1, 1],
    what: 'lets a person in again',
    run: async ({ db }, [who = '']) => {
      const { id, name } = await findPerson(db, who)
      return (await unbanUser(db, id)) ? `${name} (${id}) may come in again.` : `${name} (${id}) was not banned.`
    },
  },
  rename: {
    usage: 'rename USER NAME',
    words: [2, Infinity],
    what: 'gives a person another name',
    run: async ({ db }, [who = '', ...words]) => {
      const { id, name } = await findOneUser(db, who)
      const renamed = await renameUser(db, { id, name }, words.join(' '))
      if (!renamed.ok) throw new Refusal(renamed.message)
      return `${name} (${id}) is called ${renamed.user.name} now.`
    },
  },
  delete: {
    usage: 'delete USER --yes',
    words: [1, 2],
    what: 'deletes a person with all that is theirs; their matches stay without the name',
    run: async ({ db }, [who = '', yes]) => {
      const { id, name } = await findPerson(db, who)
      if (yes !== '--yes') throw new Refusal(`This cannot be undone. To delete ${name} (${id}), add --yes.`)
      await deleteUser(db, id, new Date())
      return `${name} (${id}) is deleted.`
    },
  },
  matches: {
    usage: 'matches [USER]',
    words: [0, 1],
    what: 'lists the latest 50 matches',
    run: async ({ db }, [who]) => listMatches(db, who === undefined ? null : (await findOneUser(db, who)).id),
  },
  match: {
    usage: 'match ID',
    words: [1, 1],
    what: 'shows a match',
    run: ({ db }, [id = '']) => showMatch(db, id),
  },
  void: {
    usage: 'void ID',
    words: [1, 1],
    what: 'takes a match out of the count; ratings become what they would be without it',
    run: async ({ db }, [id = '']) => {
      const voided = await voidMatch(db, id)
      if (!voided) throw new Refusal(`There is no match ${id} that counts.`)
      return `The match ${id} is void; ${voided.ratings} ratings have changed.`
    },
  },
  retry: {
    usage: 'retry',
    words: [0, 0],
    what: 'tries again to record results that were set aside',
    run: async ({ journalFolder, running }) => {
      const count = await retryRejected(journalFolder)
      return `${count} results are tried again ${running ? 'within seconds' : 'when the server starts'}.`
    },
  },
}

await runCommand(async (config, [name = '', ...args]) => {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!command) throw new Refusal(usage())
  const [fewest, most] = command.words
  // A name of several words that nobody put in quotes must not be taken for its first one.
  if (args.length < fewest || args.length > most || args.includes(''))
    throw new Refusal(`Usage: npm run admin -- ${command.usage}`)
  await withData(config, { alone: false, make: false }, async ({ url, folder, running }) => {
    if (!running) await migrate(url)
    const db = connect(url, 'tool')
    try {
      const said = await command.run({ db, journalFolder: join(folder, 'journal'), running }, args)
      process.stdout.write(`${said}\n`)
    } finally {
      await db.$disconnect()
    }
  })
})

function usage(): string {
  const width = Math.max(...Object.values(commands).map((command) => command.usage.length))
  const rows = Object.values(commands).map((command) => `  ${command.usage.padEnd(width)}  ${command.what}`)
  return ['Usage: npm run admin -- COMMAND', ...rows].join('\n')
}
