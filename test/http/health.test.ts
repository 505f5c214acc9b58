import { expect, test } from 'vitest'
import { HealthCheck, healthOf } from '../../server/http/health.ts'
import { isPrivateRequest } from '../../server/http/private-request.ts'
import { HandClock } from '../support/hand-clock.ts'
import { requestFrom } from '../support/request-from.ts'

const ready = { state: 'ready', restarts: 0, pid: 7 } as const
const report = { processes: { web: ready, jobs: ready }, uptimeSeconds: 1, results: null, game: {} }

test('a process that runs but does not answer makes the server degraded, and is named', async () => {
  const clock = new HandClock()
  const health = new HealthCheck({ web: () => new Promise(() => {}), jobs: () => Promise.resolve() }, clock)
  const answers = health.answers()
  await new Promise(setImmediate)
  clock.turn(2_000)
  const { status, body } = healthOf({ ...report, answers: await answers })
  expect([status, body.status]).toEqual([503, 'degraded'])
  expect(body.answers).toEqual({ web: 'no answer within 2000 ms', jobs: 'ok' })
})

test('a process that refuses says why', async () => {
  const refuse = (): Promise<never> => Promise.reject(new Error('the database is away'))
  const health = new HealthCheck({ jobs: refuse }, new HandClock())
  expect(await health.answers()).toEqual({ jobs: 'the database is away' })
})

test('whoever asks within a second hears the same, and the processes are asked once', async () => {
  let asked = 0
  const clock = new HandClock()
  const health = new HealthCheck({ web: () => Promise.resolve(asked++) }, clock)
  await Promise.all(Array.from({ length: 50 }, () => health.answers()))
  expect(asked).toBe(1)
  clock.turn(1_000)
  await health.answers()
  expect(asked).toBe(2)
})

const TOKEN = 'a-token-of-some-length'
test.each([
  ['127.0.0.1', { host: 'localhost:3000' }, true],
  ['::1', { host: '[::1]:3000' }, true],
  ['::ffff:127.0.0.1', { host: '127.0.0.1' }, true],
  ['203.0.113.9', { host: 'localhost:3000' }, false],
  ['127.0.0.1', { host: 'localhost', 'x-forwarded-for': '203.0.113.9' }, false],
  ['127.0.0.1', { host: 'localhost', via: '1.1 proxy' }, false],
  ['127.0.0.1', { host: 'play.example.org' }, false],
  ['127.0.0.1', { host: '127.0.0.1.evil.example' }, false],
  ['203.0.113.9', { host: 'play.example.org', authorization: `Bearer ${TOKEN}` }, true],
  ['203.0.113.9', { host: 'play.example.org', authorization: 'Bearer wrong' }, false],
])('a request from %s with %j is private: %s', (peer, headers, expected) => {
  expect(isPrivateRequest(requestFrom(peer, headers), TOKEN)).toBe(expected)
})

test('without a token in the settings, none is right', () => {
  expect(isPrivateRequest(requestFrom('203.0.113.9', { authorization: 'Bearer null' }), null)).toBe(false)
  expect(isPrivateRequest(requestFrom('203.0.113.9', { authorization: 'Bearer ' }), null)).toBe(false)
})
