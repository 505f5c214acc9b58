import { expect, test } from 'vitest'
import { readKnown, KNOWN_HEADER } from '../../game/protocol/page-door.ts'
import { knownHeaders } from '../../server/http/known.ts'
import { FakePlayer, LobbyBench, sparring } from './lobby-bench.ts'

const bench = new LobbyBench()

async function begun(wishes: object): Promise<{ id: string; key: string | undefined }> {
  const reply = await bench.lobby.play(new FakePlayer(`Ann ${bench.opened.length}`), { ...sparring, ...wishes })
  if (!reply.ok || !('match' in reply)) throw new Error(JSON.stringify(reply))
  bench.begin(reply.match)
  return { id: reply.match, key: reply.key ?? undefined }
}

/** What the page or the picture at an address is told with its request. */
function told(url: string): unknown {
  const headers = knownHeaders(url, { match: (id) => bench.matches.known(id), invitation: () => null })
  return readKnown(headers[KNOWN_HEADER] ?? null)
}

test('of a match that everybody may watch its page is told who plays', async () => {
  const { id } = await begun({})
  expect(told(`/match/${id}`)).toMatchObject({ match: 'here', over: false, live: { seats: [{ name: 'Ann 0' }, {}] } })
  expect(told(`/match/${id}/opengraph-image`)).toEqual(told(`/match/${id}`))
})

test('of a private match nothing is told but that it is there, running or over, to whoever asks and with whatever key', async () => {
  const { id, key } = await begun({ unwatched: true })
  const nothing = { match: 'here', live: null, over: false }
  expect(key).toMatch(/\w{16}/)
  for (const path of [`/match/${id}`, `/match/${id}?key=${key}`, `/match/${id}/opengraph-image?key=${key}`])
    expect(told(path)).toEqual(nothing)
  bench.match(id).match.leave(0)
  expect(told(`/match/${id}?key=${key}`)).toEqual({ ...nothing, over: true })
})

test('of what is no match nothing is told', () => {
  expect([told('/match/none'), told('/match/'), told('/player/none'), told('//')]).toEqual([null, null, null, null])
})
