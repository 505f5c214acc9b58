import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { AgentGroups } from '../../app/play/agent-groups.tsx'
import { AgentRow, FriendRow, PersonRow } from '../../app/play/opponent-rows.tsx'
import type { MatchEntry } from '../../app/_net/match-snapshot.ts'
import { boardPath } from '../../app/leaderboard/board-path.ts'
import { countsForBoard } from '../../app/match/counts-for-board.ts'
import { modeLine, whatItIs } from '../../app/match/match-strip.tsx'
import type { Task } from '../../game/core/task.ts'
import type { AgentSummary } from '../../game/protocol/http.ts'
import { pong } from '../../game/tasks/pong/pong.ts'
import { balance } from '../support/tasks/balance/balance.ts'
import { lanterns } from '../support/tasks/lanterns/lanterns.ts'

const nothing = (): void => undefined
const agent = {
  id: 'a',
  kind: 'house' as const,
  name: 'Minute',
  description: 'Trained.',
  task: 'any',
  reactionTicks: 1,
  rating: null,
  score: null,
}
const rowOf = (task: Task | null, mode: 'sparring' | 'ranked', of: AgentSummary = agent, watched = false): string =>
  renderToStaticMarkup(
    createElement(AgentRow, { agent: of, task, watched, mode, busy: false, onPlay: nothing, partner: null }),
  )

describe('on home', () => {
  test('an agent is played against, or watched where a game is played alone', () => {
    expect(rowOf(pong, 'sparring')).toContain('aria-label="Spar with Minute"')
    expect(rowOf(lanterns, 'ranked')).toContain('aria-label="Challenge Minute"')
    for (const mode of ['sparring', 'ranked'] as const)
      expect(rowOf(balance, mode, agent, true)).toContain('aria-label="Watch Minute play"')
  })

  test('an agent has a word for how hard it is, and no figures', () => {
    const rating = { rating: 1892, uncertainty: 125, provisional: true, games: 3, wins: 2, losses: 1 }
    const row = rowOf(pong, 'sparring', { ...agent, rating })
    expect(row).toContain('Hard')
    expect(row).not.toMatch(/1892|125| ms|\?/)
  })

  test('learners come first, the built-ins after them as practice machines', () => {
    const agents = [
      { ...agent, id: 'w', kind: 'builtin' as const, name: 'Wall' },
      { ...agent, id: 'n', name: 'Newborn' },
    ]
    const row = ({ id, name }: AgentSummary) => createElement('li', { key: id }, name)
    const list = renderToStaticMarkup(createElement(AgentGroups, { agents, levels: true, first: true, row }))
    expect(list).toMatch(/Easy.*Hard.*Newborn.*Practice machines.*Wall/)
  })

  test('of three seats two are for others', () => {
    const row = (seats: number): string =>
      [
        renderToStaticMarkup(createElement(PersonRow, { rules: '', seats, busy: false, onPlay: nothing })),
        renderToStaticMarkup(createElement(FriendRow, { seats, busy: false, onPlay: nothing })),
      ].join()
    expect(row(2)).toMatch(/The next person.*an agent of your strength steps in.*A friend/)
    expect(row(3)).toMatch(/The next people.*agents of your strength take the seats that are free.*Friends/)
  })
})

const entryOf = (task: Task, rest: Partial<MatchEntry>, options = {}): MatchEntry => ({
  match: 'm',
  mode: 'ranked',
  rated: false,
  unratedReason: null,
  public: true,
  header: { match: 'm', task: task.id, version: 1, options, seats: [], startedAt: 0 },
  task,
  seat: 0,
  learning: null,
  raisedUntil: null,
  beside: null,
  ...rest,
})

describe('a match counts for the board', () => {
  test('of ratings where it moves them', () => {
    expect(countsForBoard(entryOf(pong, { rated: true }))).toBe(true)
    expect(countsForBoard(entryOf(pong, { mode: 'people', unratedReason: 'Not rated.' }))).toBe(false)
  })

  test('of scores where it is ranked and played by the usual rules, though it moves no rating', () => {
    expect(countsForBoard(entryOf(balance, {}))).toBe(true)
    expect(countsForBoard(entryOf(balance, {}, { length: 40 }))).toBe(false)
    expect(countsForBoard(entryOf(balance, { mode: 'sparring' }))).toBe(false)
  })

  test('and says so', () => {
    const alone = [{ kind: 'human', id: 'ann', name: 'Ann' }] as const
    const header = { match: 'm', task: 'balance', version: 1, options: {}, seats: [...alone], startedAt: 0 }
    expect(modeLine(entryOf(balance, { header }))).toBe('Ranked · counts for the board')
    expect(modeLine(entryOf(balance, { header, mode: 'sparring' }))).toBe('Practice · unrated')
  })
})

test('an agent that decides less often than the game lets it is told to', () => {
  const holder = {
    kind: 'agent',
    id: 'a',
    name: 'Wall',
    brain: 'built-in',
    actionLatency: 2,
    reactionTicks: 0,
  } as const
  const told = (decisionPeriod: number): string => {
    const header = {
      match: 'm',
      task: 'pong',
      version: 1,
      options: {},
      seats: [{ ...holder, decisionPeriod }],
      startedAt: 0,
    }
    return whatItIs(entryOf(pong, { header }), 0)
  }
  expect([told(4), told(8), told(12)]).toEqual([
    'practice machine',
    'practice machine, decides 7.5 a second',
    'practice machine, decides 5 a second',
  ])
})

test('each game has the address of its board', () => {
  expect([boardPath('pong'), boardPath('balance')]).toEqual(['/leaderboard', '/leaderboard?task=balance'])
})
