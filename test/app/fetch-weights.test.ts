import { afterEach, expect, test, vi } from 'vitest'
import { fetchWeights } from '../../app/_api/fetch-weights.ts'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

const answer = (response: () => Promise<Response>): void => void vi.stubGlobal('fetch', response)

test('weights come as their bytes', async () => {
  answer(async () => new Response(new Uint8Array([1, 2, 3])))
  expect(await fetchWeights('a')).toEqual(new Uint8Array([1, 2, 3]))
})

test('weights that the server has not are told apart from those that cannot be had just now', async () => {
  answer(async () => new Response(null, { status: 404 }))
  expect(await fetchWeights('a')).toBe('missing')
  answer(async () => new Response(null, { status: 503 }))
  expect(await fetchWeights('a')).toBeNull()
  answer(() => Promise.reject(new TypeError('Failed to fetch')))
  expect(await fetchWeights('a')).toBeNull()
})

test('a body that breaks off is no weights', async () => {
  const body = new ReadableStream({ pull: (stream) => stream.error(new TypeError('network error')) })
  answer(async () => new Response(body))
  expect(await fetchWeights('a')).toBeNull()
})

test('an answer that does not come is waited for as long as was said, and no longer', async () => {
  const time = new AbortController()
  const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(time.signal)
  vi.stubGlobal('fetch', (_: string, { signal }: { signal: AbortSignal }) => {
    return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)))
  })
  const weights = fetchWeights('a')
  time.abort(new DOMException('', 'TimeoutError'))
  expect(await weights).toBeNull()
  expect(timeout).toHaveBeenCalledWith(5000)
})
