import type { Page } from '@playwright/test'
import type * as z from 'zod/mini'
import {
  AgentsView,
  AgentView,
  DailyView,
  type LeaderboardView,
  LiveView,
  type MatchSummary,
  MeView,
  type Outcome,
  PlayerView,
  RatingBoard,
  SessionView,
} from '../../game/protocol/http.ts'

/** When it is, on pictures. */
const NOW = Date.UTC(2026, 2, 12, 12)
const HOUR = 3_600_000
const ago = (hours: number): string => new Date(NOW - hours * HOUR).toISOString()
const id = (name: string): string => name.toLowerCase().padEnd(20, '0')

const rated = (rating: number, uncertainty = 60, games = 24) => ({
  rating,
  uncertainty,
  games,
  wins: games / 2,
  losses: games / 2,
  provisional: false,
})
const MACHINES = { kind: 'builtin' } as const
const AGENTS = [
  { name: 'Newborn', rating: 660, description: 'Knows nothing yet: every habit it gets is from you.' },
  { name: 'Minute', rating: 1080, description: 'Has practised for a minute. Learns you quickly.' },
  { name: 'Veteran', rating: 2130, description: 'Has practised for long. Hard to surprise.' },
  { name: 'Wall', rating: 1050, description: 'Stands where the ball is, and never aims.', ...MACHINES },
  { name: 'Hound', rating: 1890, description: 'Follows the ball nearly as fast as you can.', ...MACHINES },
].map(({ rating, ...agent }) => ({
  kind: 'house' as const,
  ...agent,
  id: id(agent.name),
  task: 'pong',
  reactionTicks: 8,
  rating: rated(rating),
  score: null,
}))
const ME = { id: id('me'), name: 'Amber Otter' }
const OTHER = { id: id('heron'), name: 'Quiet Heron' }

const form: Outcome[] = ['won', 'lost', 'won', 'won', 'drawn']
const rows = [
  { kind: 'agent', name: 'Veteran', rating: 2130, won: 31, lost: 4 },
  { kind: 'human', name: OTHER.name, rating: 1904, won: 18, lost: 7 },
  { kind: 'agent', name: 'Hound', rating: 1890, won: 22, lost: 12 },
  { kind: 'human', name: ME.name, rating: 1315, won: 9, lost: 9 },
  { kind: 'agent', name: 'Minute', rating: 1080, won: 6, lost: 15 },
  { kind: 'human', name: 'A name of twenty chs', rating: 902, won: 1, lost: 2 },
  { kind: 'agent', name: 'Newborn', rating: 660, won: 0, lost: 0 },
] as const
const board: LeaderboardView = {
  task: 'pong',
  ranked: 'rating',
  page: 1,
  pages: 1,
  total: rows.length,
  mine: null,
  rows: rows.map(({ kind, name, rating, won, lost }, i) => ({
    kind,
    name,
    id: id(name.replaceAll(' ', '')),
    me: name === ME.name,
    rank: i < 5 ? i + 1 : null,
    rating: rated(rating, i < 5 ? 60 : 180),
    record: { won, lost },
    form: won + lost === 0 ? [] : form.slice(0, Math.min(5, won + lost)),
  })),
}

const matches = (who: { id: string; name: string }, kind: 'human' | 'agent', against: string): MatchSummary[] =>
  Array.from({ length: 12 }, (_, i) => {
    const [mine, theirs] = i % 3 === 1 ? [i % 10, 11] : [11, i % 10]
    const before = 1300 + 9 * i
    const seat = { page: true, ratingBefore: before, ratingAfter: before + (mine > theirs ? 12 : -10) }
    return {
      id: id(`match${i}`),
      task: 'pong',
      options: {},
      mode: i % 4 === 3 ? 'sparring' : 'ranked',
      difficulty: null,
      heldBack: 0,
      rated: i % 4 !== 3,
      status: 'checked',
      endedAt: ago(5 * i + 1),
      seconds: 95 + 7 * i,
      reason: 'target',
      seats: [
        { ...seat, seat: 0, kind, ...who, score: mine, place: mine > theirs ? 1 : 2 },
        {
          ...seat,
          seat: 1,
          kind: 'agent',
          id: id(against),
          name: against,
          score: theirs,
          place: mine > theirs ? 2 : 1,
        },
      ],
    }
  })
const ratingHistory = Array.from({ length: 24 }, (_, i) => ({
  at: ago(20 * (24 - i)),
  rating: 1000 + 14 * i + (i % 5) * 11,
}))
const bestWin = {
  match: id('match2'),
  at: ago(11),
  mine: 11,
  theirs: 8,
  against: { kind: 'agent' as const, id: id('Hound'), name: 'Hound', page: true },
  rating: 1890,
}
const standing = { task: 'pong', rating: rated(1315), ratingHistory, score: null, form, bestWin }
const style = {
  matches: 14,
  habits: [
    {
      name: 'Sends it',
      value: 'low',
      parts: [
        { name: 'high', count: 31 },
        { name: 'middle', count: 22 },
        { name: 'low', count: 64 },
      ],
    },
    { name: 'By the walls', value: '38 %', parts: [] },
  ],
}
const revision = (number: number, hours: number, note: string) => ({
  number,
  hash: `${number}a9dc538`.padEnd(64, '0'),
  checkpoint: number % 5 === 0,
  checkpointName: null,
  note,
  matchId: id(`match${number}`),
  createdAt: ago(hours),
  head: number === 6,
})
const partner = {
  id: id('partner'),
  task: 'pong',
  name: 'Amber Otter’s partner',
  parentId: id('Minute'),
  parentName: 'Minute',
  named: false,
  access: 'open' as const,
  matches: 5,
  wins: 2,
}

const NOBODY_YET: DailyView = {
  task: 'pong',
  day: '2026-03-12',
  nextAt: ago(-12),
  seconds: 180,
  rows: [],
  trainers: 0,
  tries: [],
  triesLeft: 3,
  yesterday: null,
}

/** What the API answers on pictures, by its paths; as people meet it who have played. */
const WORLD = {
  '/agents': reply(AgentsView, { agents: AGENTS }),
  '/leaderboard': reply(RatingBoard, board),
  '/live': reply(LiveView, {
    matches: [
      {
        id: id('live'),
        task: 'pong',
        mode: 'sparring',
        seats: [
          { name: OTHER.name, kind: 'human', score: 7 },
          { name: 'Minute', kind: 'agent', score: 9 },
        ],
        seconds: 147,
        watching: 3,
      },
    ],
  }),
  '/daily': reply(DailyView, NOBODY_YET),
} as const
/** A day that many had a part in. */
const RAISED = {
  '/daily': reply(DailyView, {
    ...NOBODY_YET,
    rows: [OTHER.name, ME.name, 'A name of twenty chs', 'Calm Lynx'].map((name, i) => ({
      rank: i + 1,
      name,
      me: name === ME.name,
      score: 0.71 - 0.09 * i,
      margin: 0.02,
      agent: i < 3 ? id(`raised${i}`) : null,
      match: id(`raising${i}`),
    })),
    trainers: 4,
    tries: [
      { match: id('raising1'), outcome: 'measured', score: 0.62, margin: 0.02 },
      { match: id('raising9'), outcome: 'waiting', score: null, margin: null },
    ],
    triesLeft: 1,
    yesterday: { name: OTHER.name, score: 0.74, margin: 0.02, agent: id('best'), match: id('best') },
  }),
} as const

const HOUND = reply(AgentView, {
  agent: { ...AGENTS[4]!, owner: null, createdAt: ago(900), access: null, parent: null },
  checkpoints: [{ ...revision(5, 900, ''), checkpointName: 'Hound 1', head: true, rating: rated(1890) }],
  matches: matches({ id: id('Hound'), name: 'Hound' }, 'agent', 'Wall'),
  ratingHistory,
  curve: [],
  bestWin: null,
  style,
})
const HERON = reply(PlayerView, {
  player: OTHER,
  standings: [standing],
  partners: [partner],
  matches: matches(OTHER, 'human', 'Hound'),
  styles: [{ task: 'pong', style }],
})

const MINE = {
  '/session': reply(SessionView, { user: ME }),
  '/my-match': { match: null },
  '/me': reply(MeView, {
    user: { ...ME, createdAt: ago(300) },
    standings: [standing],
    partners: [
      {
        ...partner,
        frozen: false,
        headNumber: 6,
        createdAt: ago(290),
        revisions: [6, 5, 4, 3, 2, 1].map((number) =>
          revision(number, 10 * (7 - number), `Learned ${number * 40} steps`),
        ),
      },
    ],
    matches: matches(ME, 'human', 'Minute'),
    recoveryLink: null,
  }),
} as const

/** Has a page be told the same at each time and on each server. mine: also who I am and what I have. raised: that many raised the newborn of
 *  the day. agent, player: whose pages tell of
 *  Hound and of Quiet Heron; the server must know them, since pages come with what it knows. */
export async function showWorld(
  page: Page,
  {
    mine = false,
    raised = false,
    agent,
    player,
  }: { mine?: boolean; raised?: boolean; agent?: string; player?: string },
): Promise<void> {
  await page.clock.setFixedTime(NOW)
  const world: Record<string, unknown> = {
    ...WORLD,
    ...(mine ? MINE : {}),
    ...(raised ? RAISED : {}),
    ...(agent ? { [`/agents/${agent}`]: HOUND } : {}),
    ...(player ? { [`/players/${player}`]: HERON } : {}),
  }
  await page.route('**/api/**', async (route) => {
    const answer = world[new URL(route.request().url()).pathname.slice('/api'.length)]
    await (answer === undefined ? route.fallback() : route.fulfill({ json: answer }))
  })
}

/** A reply as its schema has it: the page would take no other. */
function reply<Schema extends z.ZodMiniType>(schema: Schema, body: z.infer<Schema>): z.infer<Schema> {
  return schema.parse(body)
}
