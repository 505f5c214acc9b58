import { sayOptions } from '../../game/core/task-options.ts'
import type { AgentView, BestWin, LiveMatch, MatchView, PlayerView, StandingView } from '../../game/protocol/http.ts'
import type { Known } from '../../game/protocol/page-door.ts'
import { DEFAULT_TASK } from '../../game/tasks/default-task.ts'
import { registry } from '../../game/tasks/index.ts'
import { clock, count, listed, plural } from '../_ui/format.ts'
import type { Light } from './picture-colours.ts'
import { whoPlays } from './who-plays.ts'

export interface Word {
  text: string
  light: Light
}

/** What a shared link says and shows. Names are what people chose: they are cut to length here, and are never anything but text. */
export interface Shared {
  title: string
  description: string
  picture: SharedPicture
}
export interface SharedPicture {
  /** The id of the game whose court is drawn. */
  task: string
  /** One or two large lines. */
  lines: readonly Word[]
  /** A rating or a score beside them; none: a court alone. */
  figures: readonly Word[]
  /** What the figures are, or what this is about. */
  note: string
}

type Invite = Extract<Known, { host: string }>
type Seat = { name: string; kind: 'human' | 'agent'; score: number }

const LONGEST_NAME = 40

/** At most so many letters of a name, marks and all. */
export function cutName(name: string, longest = LONGEST_NAME): string {
  const letters = [...new Intl.Segmenter('und', { granularity: 'grapheme' }).segment(name)]
  const cut = letters.slice(0, longest - 1).map(({ segment }) => segment)
  return letters.length > longest ? `${cut.join('').trimEnd()}…` : name
}

const sentences = (...parts: (string | null)[]): string => parts.filter(Boolean).join(' ')
const gameOf = (task: string): string => registry.find(task)?.name ?? 'a game'
const shown = (task: string, score: number): string => (registry.find(task)?.scoring.show ?? String)(score)

const bestWin = (win: BestWin | null, task: string): string | null =>
  win &&
  `Best win: ${shown(task, win.mine)} – ${shown(task, win.theirs)} against ${cutName(win.against.name)}${win.rating === null ? '' : `, rated ${win.rating}`}.`

/** A rating, or the best score, as a figure and in words. */
function standing(
  { rating, score }: Pick<StandingView, 'rating' | 'score'>,
  task: string,
): { figure: string; note: string } | null {
  if (rating)
    return {
      figure: String(Math.round(rating.rating)),
      note: `rating in ${gameOf(task)}${rating.wins > 0 ? `, ${plural(rating.wins, 'ranked game')} won` : ''}`,
    }
  return score && { figure: shown(task, score.best), note: `best of ${plural(score.games, 'game')} of ${gameOf(task)}` }
}

/** An agent or a partner. */
export function aboutAgent({ agent, bestWin: win }: AgentView): Shared {
  const name = cutName(agent.name)
  const where = standing(agent, agent.task)
  const kind = { house: 'A house agent', builtin: 'A built-in opponent', partner: 'A partner' }[agent.kind]
  const origin = agent.owner
    ? `${kind} that learns ${gameOf(agent.task)} from ${cutName(agent.owner.name)}${agent.parent ? `, grown from ${agent.parent.name}` : ''}.`
    : `${kind} in ${gameOf(agent.task)}.`
  return {
    title: name,
    description: sentences(
      origin,
      agent.kind === 'partner' ? null : agent.description,
      where && `${where.figure}: ${where.note}.`,
      bestWin(win, agent.task),
    ),
    picture: {
      task: agent.task,
      lines: [{ text: name, light: 'agent' }],
      figures: where ? [{ text: where.figure, light: 'plain' }] : [],
      note: where?.note ?? bestWin(win, agent.task) ?? origin,
    },
  }
}

/** A person: where they stand best known, and their best win. */
export function aboutPlayer({ player, standings }: PlayerView): Shared {
  const name = cutName(player.name)
  const [first] = standings
  const where = first ? standing(first, first.task) : null
  const win = first ? bestWin(first.bestWin, first.task) : null
  return {
    title: name,
    description: sentences(`${name} plays on Sparring.`, where && `${where.figure}: ${where.note}.`, win),
    picture: {
      task: first?.task ?? DEFAULT_TASK,
      lines: [{ text: name, light: 'human' }],
      figures: where ? [{ text: where.figure, light: 'plain' }] : [],
      note: where?.note ?? win ?? 'plays on Sparring',
    },
  }
}

const cutNames = (seats: readonly Seat[]): string[] => seats.map(({ name }) => cutName(name))
const namesOf = (seats: readonly Seat[]): Word[] =>
  seats.length > 2
    ? [{ text: listed(seats.map(({ name }) => cutName(name, 16))), light: 'plain' }]
    : seats.map(({ name, kind }) => ({ text: cutName(name), light: kind }))
/** "11 : 7"; of many seats the best is no single figure. */
const scoresOf = (seats: readonly Seat[], task: string): Word[] =>
  seats.length > 2
    ? []
    : seats.flatMap(({ score, kind }, i): Word[] => [
        ...(i > 0 ? [{ text: ':', light: 'plain' as const }] : []),
        { text: shown(task, score), light: kind },
      ])

const kinds = { sparring: 'Sparring', ranked: 'A ranked match', people: 'A ranked match', invite: 'A match' }

/** A match that is over. One that does not count has no score. */
export function aboutMatch({ match: { seats, task, mode, seconds, status } }: MatchView): Shared {
  const counted = status === 'void' ? [] : seats
  const what = `${kinds[mode]} in ${gameOf(task)}, over after ${clock(seconds)}.`
  return {
    title: whoPlays(
      cutNames(seats),
      counted.map(({ score }) => shown(task, score)),
    ),
    description: what,
    picture: { task, lines: namesOf(seats), figures: scoresOf(counted, task), note: what },
  }
}

/** A match that is being played: its score is old news by the time that somebody reads it. */
export function aboutLive(live: LiveMatch): Shared {
  return unscored(live, ', being played now. Watch it as it happens.')
}

/** A match that is over, while how it ended is still being written down. */
export function aboutJustOver(live: LiveMatch): Shared {
  return unscored(live, '.')
}

function unscored({ seats, task, mode }: LiveMatch, rest: string): Shared {
  const what = `${kinds[mode]} in ${gameOf(task)}${rest}`
  return {
    title: whoPlays(cutNames(seats)),
    description: what,
    picture: { task, lines: namesOf(seats), figures: [], note: what },
  }
}

/** An invitation: who invites, to what. */
export function aboutInvite({ host, task: id, options, seats }: Invite): Shared {
  const task = registry.find(id)
  const said = task ? [task.name, sayOptions(task, options)].filter(Boolean).join(', ') : 'A match'
  const name = cutName(host)
  const wants = seats > 2 ? 'wants to play with you.' : 'wants to play you.'
  return {
    title: `${name} ${wants.slice(0, -1)}`,
    description: `${said}. Open the link and take your seat: no account, at once, in your browser.`,
    picture: {
      task: id,
      lines: [
        { text: name, light: 'human' },
        { text: wants, light: 'plain' },
      ],
      figures: [],
      note: `${said}. Take ${seats > 2 ? `one of ${count(seats)} seats` : 'the other seat'}.`,
    },
  }
}
