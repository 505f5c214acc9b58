import { expect, test } from 'vitest'
import type { AgentView, MatchSummary, PlayerView } from '../../game/protocol/http.ts'
import {
  aboutAgent,
  aboutInvite,
  aboutJustOver,
  aboutLive,
  aboutMatch,
  aboutPlayer,
  cutName,
} from '../../app/_share/words.ts'

const rating = { rating: 1051.4, uncertainty: 82, games: 14, wins: 12, losses: 2, provisional: false }
const at = '2026-01-02T10:00:00.000Z'
const win = {
  match: 'm'.repeat(16),
  at,
  mine: 11,
  theirs: 7,
  against: { kind: 'agent' as const, id: null, name: 'Veteran', page: false },
  rating: 1400,
}
const player = (changes: Partial<PlayerView> = {}): PlayerView => ({
  player: { id: 'a'.repeat(16), name: 'Ann' },
  standings: [{ task: 'pong', rating, ratingHistory: [], score: null, form: [], bestWin: win }],
  partners: [],
  matches: [],
  styles: [],
  ...changes,
})
const partner: AgentView = {
  agent: {
    id: 'b'.repeat(16),
    kind: 'partner',
    name: 'Old friend',
    description: '',
    task: 'pong',
    reactionTicks: 0,
    rating: null,
    score: null,
    owner: { id: 'a'.repeat(16), name: 'Ann' },
    createdAt: at,
    access: 'shown',
    parent: { id: 'c'.repeat(16), name: 'Minute' },
  },
  checkpoints: [],
  matches: [],
  ratingHistory: [],
  curve: [],
  bestWin: { ...win, rating: null },
  style: null,
}
const seat = (name: string, kind: 'human' | 'agent', score: number, number: number): MatchSummary['seats'][number] => ({
  seat: number,
  kind,
  id: null,
  name,
  score,
  place: 1,
  page: false,
  ratingBefore: null,
  ratingAfter: null,
})
const match = (seats: MatchSummary['seats']): { match: MatchSummary } => ({
  match: {
    id: 'm'.repeat(16),
    task: 'pong',
    options: {},
    mode: 'ranked',
    difficulty: null,
    heldBack: 0,
    rated: true,
    status: 'recorded' as MatchSummary['status'],
    endedAt: at,
    seconds: 151,
    reason: 'finished',
    seats,
  },
})

test('a person is told of by where they stand and their best win', () => {
  const { title, description, picture } = aboutPlayer(player())
  expect(title).toBe('Ann')
  expect(description).toContain('1051: rating in Pong, 12 ranked games won.')
  expect(description).toContain('Best win: 11 – 7 against Veteran, rated 1400.')
  expect(picture.lines).toEqual([{ text: 'Ann', light: 'human' }])
  expect(picture.figures).toEqual([{ text: '1051', light: 'plain' }])
})

test('a person of whom only matches are known is told of by name', () => {
  expect(aboutPlayer(player({ standings: [] })).picture).toMatchObject({
    task: 'pong',
    figures: [],
    note: 'plays on Sparring',
  })
})

test('a partner is told of by whom it learns from, and what it won best', () => {
  const { title, description, picture } = aboutAgent(partner)
  expect(title).toBe('Old friend')
  expect(description).toBe('A partner that learns Pong from Ann, grown from Minute. Best win: 11 – 7 against Veteran.')
  expect(picture.lines).toEqual([{ text: 'Old friend', light: 'agent' }])
  expect(picture.note).toBe('Best win: 11 – 7 against Veteran.')
})

test('a match is told of by who played and how it ended, each in their own light', () => {
  const { title, description, picture } = aboutMatch(match([seat('Ann', 'human', 11, 0), seat('Wall', 'agent', 7, 1)]))
  expect(title).toBe('Ann against Wall, 11 : 7')
  expect(description).toBe('A ranked match in Pong, over after 2:31.')
  expect(picture.figures.map(({ text, light }) => `${text} ${light}`)).toEqual(['11 human', ': plain', '7 agent'])
})

test('a picture has the court of the game that it tells of', () => {
  const { match: played } = match([seat('Ann', 'human', 2, 0), seat('Wall', 'agent', 1, 1)])
  const inSumo = { agent: { ...partner.agent, task: 'sumo' } }
  const standings = [{ task: 'volley', rating, ratingHistory: [], score: null, form: [], bestWin: null }]
  expect(aboutMatch({ match: { ...played, task: 'forage' } }).picture.task).toBe('forage')
  expect(aboutAgent({ ...partner, ...inSumo }).picture.task).toBe('sumo')
  expect(aboutPlayer(player({ standings })).picture.task).toBe('volley')
})

test('a match that was broken off and does not count is told of without a score', () => {
  const { match: broken } = match([seat('Ann', 'human', 4, 0), seat('Wall', 'agent', 2, 1)])
  const { title, picture } = aboutMatch({ match: { ...broken, status: 'void' } })
  expect(title).toBe('Ann against Wall')
  expect(picture.figures).toEqual([])
})

test('a match that is being played is told of without a score, which is old by the time that it is read', () => {
  const seats = [
    { name: 'Ann', kind: 'human' as const, score: 3 },
    { name: 'Bob', kind: 'human' as const, score: 2 },
  ]
  const live = { id: 'm'.repeat(16), task: 'pong', mode: 'people' as const, seats, seconds: 20, watching: 0 }
  expect(JSON.stringify(aboutLive(live))).not.toMatch(/[23] : [23]/)
  expect(aboutLive(live).title).toBe('Ann against Bob')
  expect(aboutLive(live).description).toContain('being played now')
  // Once it is over nobody is invited to watch, and no score is told that may not be the last.
  const over = aboutJustOver(live)
  expect([over.title, over.description]).toEqual(['Ann against Bob', 'A ranked match in Pong.'])
  expect(over.picture).toMatchObject({ figures: [], note: over.description })
})

test('an invitation says who invites, to what', () => {
  const { title, description } = aboutInvite({ host: 'Ann', task: 'pong', options: { target: 5 }, seats: 2 })
  expect(title).toBe('Ann wants to play you')
  expect(description).toMatch(/^Pong, first to 5\. /)
})

test('a name that is too long is cut between letters, marks and all', () => {
  expect(cutName('Ann')).toBe('Ann')
  expect(cutName('e\u0301'.repeat(50))).toBe(`${'e\u0301'.repeat(39)}…`)
  expect([...cutName('👩‍🚀'.repeat(50))].at(-1)).toBe('…')
})
