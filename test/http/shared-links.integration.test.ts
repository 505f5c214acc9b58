import { createHash } from 'node:crypto'
import { request } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DEFAULT_AGENT, newId } from '../../server/base/ids.ts'
import { SESSION_COOKIE, signSession } from '../../server/http/session.ts'
import { checkLine } from '../../server/jobs/check-line.ts'
import { recordMatch } from '../../server/jobs/record-match.ts'
import { connect, type Database } from '../../server/store/connect.ts'
import { embeddedDatabaseUrl, readSecret } from '../../server/store/data-folder.ts'
import { deleteUser } from '../../server/store/delete-user.ts'
import { findOrMakePartner, setPartnerAccess } from '../../server/store/partners.ts'
import { Guest } from '../support/guest.ts'
import { playedLine, userSeat } from '../support/journal-lines.ts'
import { startServer, type TestServer } from '../support/server.ts'

let sparring: TestServer
let db: Database
const ann = { id: newId(), name: 'Ann "<b>" & Co' }
const bob = { id: newId(), name: 'Боб' }
const open = playedLine(newId(), [userSeat(ann.id, ann.name), userSeat(bob.id, bob.name)])
const hidden = playedLine(newId(), [userSeat(ann.id, ann.name), { name: 'A friend' }], {
  mode: 'invite',
  rated: false,
  public: false,
  key: 'open-sesame',
})
let partner = ''

beforeAll(async () => {
  sparring = await startServer()
  db = connect(embeddedDatabaseUrl(sparring.dataFolder), 'jobs')
  for (const line of [open, hidden]) await recordMatch(db, line, checkLine(line))
  partner = (await findOrMakePartner(db, ann, DEFAULT_AGENT))?.id ?? ''
  await setPartnerAccess(db, ann.id, partner, 'private')
  // What is asked first can take longer than a page waits.
  for (const path of [`/player/${ann.id}`, `/agent/${DEFAULT_AGENT}`, `/match/${open.matchId}`])
    while (/^(Player|Agent|Match) ·/.test((await pageOf(path)).title));
})
afterAll(async () => {
  await db.$disconnect()
  await sparring.close()
})

interface Page {
  status: number
  html: string
  /** What is read where scripts are off. */
  text: string
  title: string
  meta: (property: string) => string | null
}

async function pageOf(path: string, headers: Record<string, string> = {}): Promise<Page> {
  const { port } = new URL(sparring.origin)
  const { status, html } = await new Promise<{ status: number; html: string }>((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, headers }, (reply) => {
      const pieces: Buffer[] = []
      reply.on('data', (piece: Buffer) => pieces.push(piece))
      reply.on('end', () => resolve({ status: reply.statusCode ?? 0, html: Buffer.concat(pieces).toString() }))
    })
      .on('error', reject)
      .end()
  })
  const said = (found: string | undefined): string =>
    (found ?? '')
      .replace(/&quot;/g, '"')
      .replace(/&lt;/g, '<')
      .replace(/&gt;/g, '>')
      .replace(/&amp;/g, '&')
  const head = html.slice(0, html.indexOf('</head>'))
  return {
    status,
    html,
    text: said(html.replace(/<script[\s\S]*?<\/script>/g, '').replace(/<[^>]*>/g, ' ')),
    title: said(/<title>([^<]*)/.exec(head)?.[1]),
    meta: (property) => {
      const found = new RegExp(`<meta (?:property|name)="${property}" content="([^"]*)"`).exec(head)
      return found ? said(found[1]) : null
    },
  }
}

/** A picture as its bytes' hash, so that two can be compared. */
async function pictureOf(page: Page): Promise<string> {
  const { pathname, search } = new URL(page.meta('og:image') ?? '')
  const reply = await fetch(sparring.origin + pathname + search)
  expect([reply.status, reply.headers.get('content-type')]).toEqual([200, 'image/png'])
  const bytes = Buffer.from(await reply.arrayBuffer())
  expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([1200, 630])
  return createHash('sha256').update(bytes).digest('hex')
}

const general = async (): Promise<string> => pictureOf(await pageOf('/agent/0000000000000000'))
const cookieOf = ({ id, name }: typeof ann): string =>
  `${SESSION_COOKIE}=${signSession(readSecret(sparring.dataFolder), { userId: id, name, issued: Math.floor(Date.now() / 1000) })}`

test.each([
  ['a person', () => `/player/${ann.id}`, ann.name],
  ['an agent', () => `/agent/${DEFAULT_AGENT}`, 'Minute'],
  ['a match', () => `/match/${open.matchId}`, `${ann.name} against ${bob.name}`],
])(
  'a link to %s carries a name and a picture of its own, under the address that was asked for',
  async (_, path, name) => {
    const { port, origin } = new URL(sparring.origin)
    const page = await pageOf(path())
    expect(page.status).toBe(200)
    expect(page.title).toContain(name)
    expect(page.meta('og:title')).toContain(name)
    expect(page.meta('description')).toMatch(/\w+ \w+/)
    expect(page.meta('og:url')).toBe(origin + path())
    expect(page.meta('twitter:card')).toBe('summary_large_image')
    expect(page.meta('og:image')).toContain(`${origin}${path()}/opengraph-image`)
    expect(await pictureOf(page)).not.toBe(await general())

    const asked = await pageOf(path(), { host: `localhost:${port}` })
    expect(asked.meta('og:image')).toContain(`http://localhost:${port}${path()}/`)
    // Nobody else's name for this machine gets into a link.
    const foreign = await pageOf(path(), { host: 'evil.example', 'x-sparring-origin': 'https://evil.example' })
    expect(foreign.html).not.toContain('//evil.example/')
  },
)

test('what somebody is called is text on their page and in its head', async () => {
  const { html, text } = await pageOf(`/player/${ann.id}`)
  expect(html).not.toContain('<b>')
  expect(text).toContain(ann.name)
})

test('what is private has the general picture and nobody’s name', async () => {
  const links = [`/match/${hidden.matchId}`, `/match/${hidden.matchId}?key=open-sesame`, `/agent/${partner}`]
  for (const path of links) {
    const page = await pageOf(path)
    const head = page.html.slice(0, page.html.indexOf('</head>'))
    expect(head).not.toMatch(/Ann|friend/)
    expect(await pictureOf(page)).toBe(await general())
  }
  // Not even where its owner asks for the picture, which may be passed on.
  const mine = await pageOf(`/agent/${partner}`, { cookie: cookieOf(ann) })
  expect([mine.status, await pictureOf(mine)]).toEqual([200, await general()])
})

test('who has the key, or played it, gets a private match with its page', async () => {
  expect((await pageOf(`/match/${hidden.matchId}`)).status).toBe(404)
  for (const page of [
    await pageOf(`/match/${hidden.matchId}?key=open-sesame`),
    await pageOf(`/match/${hidden.matchId}`, { cookie: cookieOf(ann) }),
  ])
    expect([page.status, page.text.includes('A friend')]).toEqual([200, true])
})

test('the pages of people, agents, matches and boards are readable without scripts', async () => {
  const board = await pageOf('/leaderboard')
  expect(board.html).toMatch(/<table[\s\S]*Minute[\s\S]*<\/table>/)
  expect((await pageOf('/leaderboard?who=people')).text).toContain(bob.name)
  expect((await pageOf(`/agent/${DEFAULT_AGENT}`)).text).toMatch(/Minute[\s\S]*\d{3}/)
  expect((await pageOf(`/player/${ann.id}`)).text).toContain(bob.name)
  expect((await pageOf(`/match/${open.matchId}`)).text).toMatch(/Ann[\s\S]*Боб/)
  expect((await pageOf('/daily')).text).toMatch(/Nobody has raised it yet/)
})

test('a board in the address shows whose line is mine, and to nobody else', async () => {
  expect((await pageOf('/leaderboard?who=people', { cookie: cookieOf(ann) })).text).toContain('(you)')
  expect((await pageOf('/leaderboard?who=people')).text).not.toContain('(you)')
})

test.each([
  ['/agent/0000000000000000', 'There is no such agent'],
  ['/agent/%F0%9F%92%A9', 'There is no such agent'],
  ['/agent/a%2fb', 'There is no such agent'],
  ['/player/none', 'There is nobody to see here'],
  ['/player/%3Cscript%3E', 'There is nobody to see here'],
  ['/match/0000000000000000', 'There is nothing to see here'],
  ['/match/a%2fb', 'There is nothing to see here'],
  ['/join/nobody', 'This invitation is over'],
])('%s does not exist: 404, a heading, a way on, and the general picture', async (path, heading) => {
  const page = await pageOf(path)
  expect(page.status).toBe(404)
  expect(/<h1[^>]*>([^<]*)/.exec(page.html)?.[1]).toBe(heading)
  expect(page.html).toMatch(/<main[\s\S]*<a [^>]*href="\/[\s\S]*<\/main>/)
  expect(await pictureOf(page)).toBe(await general())
})

test('the data of a page that does not exist is no failure to the page that asks for it', async () => {
  const reply = await fetch(`${sparring.origin}/player/none`, { headers: { RSC: '1' } })
  expect([reply.status, reply.headers.get('content-type')]).toEqual([200, 'text/x-component'])
})

test('a link to an invitation says who invites, to what, until it is taken back', async () => {
  const host = await Guest.connect(sparring, 7)
  const reply = await host.ask<{ ok: true; invite: string }>('lobby:play', {
    mode: 'invite',
    task: 'pong',
    options: { target: 5 },
  })
  const invite = reply.ok ? reply.invite : ''
  const page = await pageOf(`/join/${invite}`)
  expect([page.status, page.title]).toEqual([200, 'Guest 7 wants to play you · Sparring'])
  expect(page.meta('og:description')).toMatch(/^Pong, first to 5\./)
  expect(page.text).toMatch(/Guest 7\s+wants to play/)
  expect(await pictureOf(page)).not.toBe(await general())
  await host.ask('lobby:cancel', {})
  expect((await pageOf(`/join/${invite}`)).status).toBe(404)
  // What a browser says that the game process knows counts for nothing.
  const made = encodeURIComponent(JSON.stringify({ host: 'Eve', task: 'pong', options: {}, seats: 2 }))
  expect((await pageOf('/join/nobody', { 'x-sparring-known': made })).status).toBe(404)
  host.close()
})

test('a link to a match that is being played says who plays', async () => {
  const guest = await Guest.connect(sparring, 8)
  await guest.play()
  const page = await pageOf(`/match/${guest.match}`)
  expect([page.status, page.title]).toEqual([200, 'Guest 8 against Tracker · Sparring'])
  expect(page.meta('description')).toContain('being played now')
  // Links are passed on most when a match has just ended; not all who make previews of them say what they are.
  await guest.giveUp()
  const over = await pageOf(`/match/${guest.match}`)
  expect([over.status, over.title]).toEqual([200, expect.stringMatching(/^Guest 8 against Tracker/)])
  expect(over.meta('description')).toMatch(/^Sparring in Pong(?!.*now)/)
  guest.close()
})

test('a link to a match that is played for who is asked to watch says nothing of it to anybody else', async () => {
  const guest = await Guest.connect(sparring, 9)
  await guest.play({ unwatched: true })
  const page = await pageOf(`/match/${guest.match}`)
  expect([page.status, page.title]).toEqual([200, 'Match · Sparring'])
  expect(page.html).not.toMatch(/Guest 9|Tracker/)
  expect(await pictureOf(page)).toBe(await general())
  await guest.giveUp()
  expect((await pageOf(`/match/${guest.match}`)).html).not.toMatch(/Guest 9|Tracker/)
  guest.close()
})

test('of a person who left nothing is said any more', async () => {
  await deleteUser(db, ann.id, new Date())
  const page = await pageOf(`/player/${ann.id}`)
  expect([page.status, page.html.includes('Ann')]).toEqual([404, false])
  expect(await pictureOf(page)).toBe(await general())
})

test('where many ask for pictures at once, few are drawn and the others are sent the general one, for now', async () => {
  const hosts = await Promise.all(Array.from({ length: 9 }, (_, i) => Guest.connect(sparring, 20 + i)))
  const invite = async (host: Guest): Promise<string> => {
    const reply = await host.ask<{ ok: true; invite: string }>('lobby:play', { mode: 'invite', task: 'pong' })
    return reply.ok ? reply.invite : ''
  }
  const invites = await Promise.all(hosts.map(invite))
  const ask = async (token: string): Promise<[number, string | null, number]> => {
    const reply = await fetch(`${sparring.origin}/join/${token}/opengraph-image`)
    return [reply.status, reply.headers.get('cache-control'), (await reply.arrayBuffer()).byteLength]
  }
  const replies = await Promise.all(invites.map(ask))
  const standIns = replies.filter(([, kept]) => kept === 'no-store')
  expect(new Set(replies.map(([status]) => status))).toEqual(new Set([200]))
  expect(standIns.length).toBeGreaterThan(0)
  expect(replies.length - standIns.length).toBeGreaterThan(0)
  expect(new Set(standIns.map(([, , bytes]) => bytes)).size).toBe(1)
  // Once there is room again it is theirs.
  const late = invites[replies.findIndex(([, kept]) => kept === 'no-store')]!
  expect((await ask(late))[1]).toBe('private, no-cache')
  for (const host of hosts) host.close()
})

test('whoever asks for pictures without end is refused for a while', async () => {
  const path = `/agent/${DEFAULT_AGENT}/opengraph-image`
  const replies = await Promise.all(Array.from({ length: 60 }, () => fetch(sparring.origin + path)))
  expect(new Set(replies.map(({ status }) => status))).toContain(429)
  for (const reply of replies) await reply.arrayBuffer()
})
