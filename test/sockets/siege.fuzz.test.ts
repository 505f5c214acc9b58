import { expect, test } from 'vitest'
import { SeededChance, uniform } from '../../game/core/chance.ts'
import { finalHashOf } from '../../game/core/row-hash.ts'
import { SESSION_COOKIE, signSession } from '../../server/http/session.ts'
import { builtinAgentId } from '../../server/base/ids.ts'
import { CORPUS, drawHostile, replays, type Hostile } from './hostile-packets.ts'
import { CONNECT, frame, packed, RawPage } from './raw-page.ts'
import { SECRET, SocketBench, userIdOf, type Client } from './socket-bench.ts'

const FRAMES = 20_000
const STEPS = 250
const TICKS_A_STEP = 6
/** Frames on one connection before the next is made. */
const MOST_ON_ONE = 150

/** What became of each frame. */
interface Tally {
  sent: number
  answered: number
  counted: number
  /** Pongs, clock questions of the WebSocket and leaves: they cost a token, and want no answer. */
  heard: number
  unfinished: number
  /** Sent after one that had closed the connection. */
  afterClose: number
  unexplained: string[]
}

/** Four matches of seeded players at a live server, with or without a siege. Gives each match's log and state, bit for bit. */
async function play(siege: ((bench: SocketBench, matches: string[]) => (step: number) => Promise<void>) | null) {
  const bench = await new SocketBench().open()
  const people: Client[] = []
  for (const name of ['ann', 'bob', 'cat', 'dan', 'eve']) people.push(await bench.dial({ name, headers: from(name) }))
  const [ann, bob, cat, dan, eve] = people as [Client, Client, Client, Client, Client]
  const matches: string[] = []
  for (const one of [ann, bob, cat]) {
    const agentId = builtinAgentId('pong', 'middle')
    const { match } = await one.ask('lobby:play', { mode: 'sparring', task: 'pong', agentId, options: { target: 21 } })
    await one.join(match)
    matches.push(match)
  }
  await dan.ask('lobby:play', { mode: 'people', task: 'pong' })
  const { match } = await eve.ask('lobby:play', { mode: 'people', task: 'pong' })
  matches.push(match)
  await Promise.all([dan.join(match), eve.join(match)])

  const attack = siege?.(bench, matches)
  const chance = new SeededChance(5)
  for (let step = 0; step < STEPS; step++) {
    bench.ticks(TICKS_A_STEP)
    await attack?.(step)
    const before = bench.sockets.status().taken
    for (const one of people) {
      const action = Math.floor(uniform(chance) * 3)
      one.send('match:input', { tick: (step + 1) * TICKS_A_STEP, action })
    }
    await until(() => bench.sockets.status().taken === before + people.length)
  }
  const ends = matches.map((id) => {
    const { match: live } = bench.matches.get(id)!
    const { body } = (live.whole('players'), live.published('players'))
    return {
      body: Buffer.from(body).toString('hex'),
      hash: finalHashOf(live.state),
      scores: live.scores,
      tick: live.tickNumber,
    }
  })
  for (const one of people) await one.until(() => (one.playback?.tick ?? 0) >= ends[0]!.tick - 2)
  const differences = people.map((one) => one.playback!.differences)
  const { count } = bench.matches
  await bench.close()
  return { ends, differences, count, failures: bench.lines.lines.filter(({ level }) => level >= 50) }
}

const from = (address: string): Record<string, string> => ({ 'X-Forwarded-For': address })

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve))
}

/** Twenty thousand frames from strangers, from people with a session, from spectators and from who has not said who they are, one after the
 *  other, each followed until its fate is known. */
function besiege(bench: SocketBench, matches: string[], tally: Tally): (step: number) => Promise<void> {
  const chance = new SeededChance(20_261_125)
  const recorded = matches.flatMap((match) => replays(match, `partner${userIdOf('ann')}`))
  let page: RawPage | null = null
  let connections = 0

  const enter = async (): Promise<RawPage> => {
    page?.close()
    const number = connections++
    const headers = from(`198.51.${100 + (number >> 8)}.${number & 255}`)
    if (number % 3 === 1) {
      const name = `rogue${number % 40}`
      const cookie = signSession(SECRET, { userId: userIdOf(name), name, issued: Math.floor(Date.now() / 1000) })
      headers['Cookie'] = `${SESSION_COOKIE}=${cookie}`
    }
    const made = await RawPage.upgrade(bench.origin, headers)
    if (number % 50 !== 49) {
      made.send(packed(CONNECT))
      await made.until(() => made.packets.length > 0)
      made.sent = 0
    }
    page = made
    return made
  }

  const fateOf = async ({ name, bytes, unfinished }: Hostile): Promise<void> => {
    const at = !page || page.closed || page.sent >= MOST_ON_ONE ? await enter() : page
    const before = bench.sockets.status()
    const answers = at.packets.length
    tally.sent++
    at.raw(bytes)
    if (unfinished) {
      tally.unfinished++
      at.close()
      await until(() => bench.sockets.status().open < before.open)
      return
    }
    const pings = at.pongs
    // The fence: what came before it has been worked off when it is answered.
    at.socket.write(frame('', { opcode: 9 }))
    await at.until(() => at.pongs > pings || at.packets.length > answers + 40)
    if (at.closed) await until(() => bench.sockets.status().open < before.open)
    const after = bench.sockets.status()
    const rose = (key: keyof typeof after): number => after[key] - before[key]
    const counted = rose('malformed') + rose('limited') + rose('late') + rose('flooding') + rose('refused')
    const replied = at.packets.slice(answers).some(({ type }) => type === 3 || type === 0)
    if (replied) tally.answered++
    else if (counted + rose('taken') > 0) tally.counted++
    else if (rose('packets') > 0 || at.closed) tally.heard++
    else tally.unexplained.push(name)
    // One that came too late: sent into a connection that has been closed.
    if (at.closed) {
      tally.sent++
      at.raw(frame(packed(CONNECT)))
      tally.afterClose++
    }
  }

  return async (step) => {
    const share = FRAMES / STEPS
    for (let i = 0; i < share; i++) {
      const number = step * share + i
      await fateOf(number < CORPUS.length ? CORPUS[number]! : drawHostile(chance, recorded))
    }
  }
}

test('twenty thousand hostile frames end no process and change no bit of a match, and each is answered or counted', async () => {
  const tally: Tally = { sent: 0, answered: 0, counted: 0, heard: 0, unfinished: 0, afterClose: 0, unexplained: [] }
  const quiet = await play(null)
  const besieged = await play((bench, matches) => besiege(bench, matches, tally))
  expect(besieged.ends).toEqual(quiet.ends)
  expect(quiet.ends[0]!.tick).toBeGreaterThan(TICKS_A_STEP * STEPS - 30)
  expect(besieged.differences).toEqual([0, 0, 0, 0, 0])
  expect(besieged.count).toBe(quiet.count)
  expect(besieged.failures).toEqual([])
  const { sent, answered, counted, heard, unfinished, afterClose, unexplained } = tally
  expect(unexplained).toEqual([])
  expect(sent - afterClose).toBe(FRAMES)
  expect(answered + counted + heard + unfinished + afterClose).toBe(sent)
  expect(Math.min(answered, counted, heard, unfinished, afterClose)).toBeGreaterThan(0)
}, 180_000)
