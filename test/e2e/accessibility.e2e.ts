import { Encoder } from 'socket.io-msgpack-parser'
import { expectNoFaults } from '../support/axe.ts'
import { chooseForMatch } from '../support/choose-for-match.ts'
import { expect, test } from '../support/players.ts'
import { leave } from '../support/recorded-page.ts'
import { playByScript } from '../support/scripted-person.ts'

const CALM = { reducedMotion: 'reduce' } as const

// Only what hangs reaches it: axe computes for seconds at each look.
test.describe.configure({ timeout: 300_000 })

test('axe finds nothing on home, and while people wait', async ({ player }) => {
  const page = await player('reader', CALM)
  const news = { held: false, tell: (_name: string, _body: object): void => {} }
  await page.routeWebSocket(/socket\.io/, (socket) => {
    const server = socket.connectToServer()
    // Heartbeats are texts, news are bytes.
    server.onMessage((message) => void ((news.held && typeof message !== 'string') || socket.send(message)))
    // A list of bytes, whatever the package's types say.
    const encode: (packet: object) => unknown = (packet) => new Encoder().encode(packet)
    news.tell = (name, body) => {
      const frames = encode({ type: 2, nsp: '/', data: [name, body] })
      for (const frame of frames as Buffer[]) socket.send(frame)
    }
  })
  await page.goto('/')
  await expect(page.getByRole('link', { name: 'Volley' })).toBeVisible()
  await expectNoFaults(page, 'home')
  await page.goto('/play/pong')
  await expect(page.getByRole('button', { name: 'Spar with Minute' })).toBeVisible()
  await expectNoFaults(page, 'a game')
  await page.getByRole('radio', { name: 'Ranked' }).check({ force: true })
  await expectNoFaults(page, 'a game, ranked')

  await page.getByRole('button', { name: 'Invite' }).click()
  await expect(page.getByRole('dialog', { name: 'Send this to a friend' })).toBeVisible()
  await expectNoFaults(page, 'waiting for a friend')
  const invitation = await page.getByRole('textbox', { name: 'Invitation link' }).inputValue()
  const friend = await player('friend', CALM)
  await friend.goto(invitation)
  await expect(friend.getByRole('heading', { name: /wants to play you/ })).toBeVisible()
  await expectNoFaults(friend, 'invitation')
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: 'Find' }).click()
  await expect(page.getByRole('dialog', { name: 'Looking for a person' })).toBeVisible()
  // Nobody steps in while axe looks.
  news.held = true
  await expectNoFaults(page, 'waiting for a person')
  // As a server tells whose house is full.
  news.tell('lobby:line', { place: 3 })
  await expect(page.getByRole('dialog').getByText('Your place in line: 3.')).toBeVisible()
  await expectNoFaults(page, 'waiting in line')
})

test('axe finds nothing on the other pages', async ({ player }) => {
  const page = await player('reader', { ...CALM, expectedErrors: /status of 40[34]/ })
  for (const [path, screen, ready] of [
    ['/me', 'own page, empty', page.getByRole('heading', { level: 1 })],
    ['/nowhere', 'not found', page.getByRole('heading', { level: 1 })],
    ['/join/nobody', 'an invitation that is none', page.getByRole('heading', { level: 1 })],
    ['/match/0000000000000000', 'a match that is none', page.getByRole('heading', { level: 1 })],
    ['/agent/0000000000000000', 'an agent that is none', page.getByRole('heading', { level: 1 })],
    ['/player/0000000000000000', 'a player who is none', page.getByRole('heading', { level: 1 })],
    ['/recover', 'a recovery link that is none', page.getByRole('heading', { level: 1 })],
    ['/leaderboard', 'leaderboard', page.getByRole('link', { name: 'Hound' })],
  ] as const) {
    await page.goto(path)
    await expect(ready.first()).toBeVisible()
    await page.waitForLoadState('networkidle')
    await expectNoFaults(page, screen)
  }
  await page.getByRole('link', { name: 'Hound' }).click()
  await expect(page.getByRole('button', { name: /Spar/ })).toBeVisible()
  await expectNoFaults(page, 'agent')
  await page.getByRole('button', { name: 'What is that? The reaction delay' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await expectNoFaults(page, 'agent, an explanation')
})

test('axe finds nothing while nothing answers', async ({ player }) => {
  const page = await player('cut off', { ...CALM, expectedErrors: /Failed to load resource/ })
  await page.route('**/api/**', (route) => route.abort())
  // The board comes with its page.
  for (const path of ['/', '/me']) {
    await page.goto(path)
    await expect(page.getByRole('alert').filter({ hasText: 'couldn’t load' }).first()).toBeVisible()
    await expectNoFaults(page, `${path} without answers`)
  }
})

test('axe finds nothing in a match, on home while it is played, at its end, and on the own page after it', async ({
  player,
}) => {
  const page = await player('fighter', { ...CALM, viewport: { width: 800, height: 600 } })
  const reader = await player('reader', CALM)
  const spar = async (target: string): Promise<void> => {
    await page.goto('/play/pong')
    await chooseForMatch(page, target)
    await page.getByRole('button', { name: 'Spar with Veteran' }).click()
    await page.waitForURL(/\/match\//)
    await expect(page.getByTestId('match')).toHaveAttribute('data-state', 'playing')
  }
  await spar('21')
  await playByScript(page)
  await page.waitForFunction(() => (window.sparring?.state?.['hits'] ?? 0) >= 1)
  await reader.goto('/')
  await expect(reader.getByRole('link', { name: /^Watch/ }).first()).toBeVisible()
  await expectNoFaults(reader, 'home, while a match is played')
  await expectNoFaults(page, 'match')
  await leave(page)

  await spar('3')
  // Nobody moves, so the match is soon lost.
  await expect(page.getByRole('button', { name: 'Play again' })).toBeVisible({ timeout: 120_000 })
  // Pale until its picture is drawn.
  await expect(page.getByRole('button', { name: 'Save the picture' })).toBeEnabled()
  await expectNoFaults(page, 'match, over')
  await page.goto('/me')
  await expect(page.getByRole('heading', { name: /partner/i }).first()).toBeVisible()
  await expectNoFaults(page, 'own page')
  await page.getByRole('button', { name: 'Start again' }).first().click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await expectNoFaults(page, 'own page, a question')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Delete everything' }).click()
  await expect(page.getByRole('dialog', { name: 'Delete everything?' })).toBeVisible()
  await expectNoFaults(page, 'own page, the last question')
})
