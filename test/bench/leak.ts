import { readFile, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setFlagsFromString, writeHeapSnapshot } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { pong } from '../../game/tasks/pong/pong.ts'
import { CURRENT_PAGE } from '../support/current-page.ts'
import { BareClient } from '../load/bare-client.ts'
import { cookieOf, SocketBench, userIdOf } from '../sockets/socket-bench.ts'
import { ONE_ADDRESS } from '../support/one-address.ts'

/** What is left of a match that is over: the game process without its children, two people a match at real sockets, a clock turned by hand until
 *  everything that is remembered for a while is forgotten, then a snapshot of the heap, class by class.
 *  Options: matches (800, between two snapshots), rounds (3).
 *  Of the last round, for each match: objects, and bytes of objects and of code with what the engine notes about it, which grows and shrinks as
 *  it compiles. The classes that have grown most are printed. */
export async function run(options: Record<string, string> = {}): Promise<Record<string, number>> {
  const matches = Number(options['matches'] ?? 800)
  const rounds = Number(options['rounds'] ?? 3)
  const bench = await new SocketBench({ limits: ONE_ADDRESS }).open()
  let before: Classes | null = null
  let figures: Record<string, number> = {}
  for (let round = 0; round <= rounds; round++) {
    await calm(bench)
    const after = await classes()
    if (before) figures = compare(before, after, matches)
    before = after
    for (let i = 0; i < matches && round < rounds; i++) await playOne(bench, `s${round}x${i}`)
  }
  await bench.close()
  return figures
}

type Classes = Map<string, { count: number; bytes: number }>

async function playOne(bench: SocketBench, name: string): Promise<void> {
  const people = [`${name}a`, `${name}b`]
  const contestants = people.map((one) => ({ kind: 'human', userId: userIdOf(one), name: one, address: one }) as const)
  const settings = { task: pong, mode: 'people', public: true, options: { target: 21 } } as const
  const hosted = await bench.matches.open(settings, contestants, false)
  const { port } = bench.http.address() as AddressInfo
  const auth = CURRENT_PAGE
  const clients = people.map((one) => new BareClient(port, { cookie: cookieOf(one), origin: bench.origin }, auth))
  for (const client of clients) {
    await client.opened()
    await client.ask('match:join', { match: hosted.id })
  }
  bench.ticks(30)
  await turn()
  hosted.match.void()
  await turn()
  for (const client of clients) client.cut()
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** Lets everything come to its end, and collects. */
async function calm(bench: SocketBench): Promise<void> {
  while (bench.sockets.status().open > 0) await turn()
  for (let i = 0; i < 30; i++) {
    bench.clock.turn(10_000)
    await turn()
  }
  // What the stand-ins remember is not the server's.
  bench.lines.lines.length = 0
  bench.jobs.asked.length = 0
  bench.jobs.journal.length = 0
  setFlagsFromString('--expose-gc')
  const collect: () => void = runInNewContext('gc')
  for (let i = 0; i < 4; i++) {
    collect()
    await turn()
  }
}

/** What the heap holds, by class (https://v8.dev/docs/profile: the snapshot's nodes are rows of numbers). */
async function classes(): Promise<Classes> {
  const file = writeHeapSnapshot(join(tmpdir(), `sparring-${process.pid}.heapsnapshot`))
  const { snapshot, nodes, strings } = JSON.parse(await readFile(file, 'utf8')) as {
    snapshot: { meta: { node_fields: string[]; node_types: [string[]] } }
    nodes: number[]
    strings: string[]
  }
  await rm(file)
  const { node_fields: fields, node_types: types } = snapshot.meta
  const at = (name: string): number => fields.indexOf(name)
  const found: Classes = new Map()
  for (let i = 0; i < nodes.length; i += fields.length) {
    const type = types[0][nodes[i + at('type')]!]!
    const named = type === 'object' || type === 'closure' || type === 'native' || type === 'hidden'
    const key = named ? `${type} ${strings[nodes[i + at('name')]!]}` : type
    const row = found.get(key) ?? { count: 0, bytes: 0 }
    row.count++
    row.bytes += nodes[i + at('self_size')]!
    found.set(key, row)
  }
  return found
}

/** What the engine keeps about code rather than about matches. */
const isCode = (key: string): boolean => /^(code|hidden|object shape)\b/.test(key)

function compare(before: Classes, after: Classes, matches: number): Record<string, number> {
  const rows = [...after].map(([key, { count, bytes }]) => {
    const was = before.get(key) ?? { count: 0, bytes: 0 }
    return { key, count: count - was.count, bytes: bytes - was.bytes }
  })
  const grown = rows.toSorted((a, b) => b.bytes - a.bytes).slice(0, 8)
  for (const { key, count, bytes } of grown) console.log(`${bytes} bytes, ${count} more: ${key}`)
  console.log('')
  const sum = (of: typeof rows, what: 'count' | 'bytes'): number => of.reduce((total, row) => total + row[what], 0)
  const [code, objects] = [rows.filter(({ key }) => isCode(key)), rows.filter(({ key }) => !isCode(key))]
  return {
    objects_per_match: sum(objects, 'count') / matches,
    object_bytes_per_match: sum(objects, 'bytes') / matches,
    code_bytes_per_match: sum(code, 'bytes') / matches,
  }
}
