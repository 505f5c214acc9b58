import { afterEach, expect, test, vi } from 'vitest'
import { fetchApi } from '../../app/_api/fetch-api.ts'
import { SessionView } from '../../game/protocol/http.ts'

afterEach(() => void vi.unstubAllGlobals())

const answer = (body: unknown, status = 200): void => {
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(JSON.stringify(body), { status })))
}

test('a reply comes back as its schema reads it', async () => {
  answer({ user: null, more: 'unknown fields are dropped' })
  await expect(fetchApi(SessionView, '/session')).resolves.toEqual({ user: null })
})

test('a refusal carries the words of the server', async () => {
  answer({ error: { code: 'not-found', message: 'There is no such agent.' } }, 404)
  await expect(fetchApi(SessionView, '/agents/x')).rejects.toMatchObject({
    status: 404,
    code: 'not-found',
    message: 'There is no such agent.',
  })
})

test('a failure that is no refusal of ours tells nobody how the server is built', async () => {
  answer('<html>stack trace</html>', 502)
  await expect(fetchApi(SessionView, '/session')).rejects.toMatchObject({
    code: 'unexpected',
    message: expect.not.stringContaining('stack'),
  })
})

test('silence is told apart from refusals', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')))
  await expect(fetchApi(SessionView, '/session')).rejects.toMatchObject({ status: 0, code: 'unreachable' })
})

test('a reply of another shape asks for a reload', async () => {
  answer({ user: { id: 7 } })
  await expect(fetchApi(SessionView, '/session')).rejects.toMatchObject({
    code: 'shape',
    message: expect.stringMatching(/reload/i),
  })
})
