import { SeededChance } from '../../game/core/chance.ts'
import { Difficulty } from '../../game/protocol/terms.ts'
import { MOST_EASE, UNKNOWN } from '../../server/match/difficulty/advantage.ts'
import { HoldingBack, type Acquaintance } from '../../server/match/difficulty/holding-back.ts'
import { pong } from '../../game/tasks/pong/pong.ts'
import { readHouseAgents } from '../../server/store/house-agent-file.ts'
import { playHeldBack, type PlayedMatch, type Stranger } from '../support/held-back.ts'
import type { Learner } from '../support/policy-seat.ts'

const STEPS = 10
const AGENTS = ['minute', 'best']
const STRANGERS: readonly Stranger[] = ['easy', 'middle', 'blind']

/** What holding back does, in matches of the server's own authority. First with a fixed ease: the share of the points that the agent wins, and
 *  how often in a second it changes what it does. Then, for each difficulty, the share of the points that the person wins in matches to 11: in
 *  first ones, in which nothing is known of the two, and in a row of those that follow one. The strangers are built-ins and the scripted person with a blind spot. Options: points (400 for each
 *  fixed ease), matches (20 of each kind), seed (1). */
export async function run(options: Record<string, string> = {}): Promise<Record<string, number>> {
  const points = Number(options['points'] ?? 400)
  const matches = Number(options['matches'] ?? 20)
  const seed = Number(options['seed'] ?? 1)
  const agents = (await readHouseAgents()).filter(({ task }) => task === pong.id)
  const figures: Record<string, number> = {}
  for (const id of AGENTS) {
    const agent = agents.find((one) => one.id === id)
    if (!agent) throw new Error(`There is no house agent ${id}`)
    for (const stranger of STRANGERS) {
      for (let step = 0; step < STEPS; step++) {
        const ease = (MOST_EASE * step) / (STEPS - 1)
        const played = fixed(agent, stranger, ease, points, seed)
        const name = `${id}_${stranger}_ease_${ease.toFixed(1)}`
        figures[`${name}_agent_share`] = 1 - personsShare(played)
        figures[`${name}_changes_per_s`] = changesPerSecond(played)
      }
      for (const difficulty of Difficulty.options) {
        const first = followed(agent, stranger, difficulty, matches, seed, () => ({ advantage: UNKNOWN }))
        const known = { advantage: UNKNOWN }
        const next = followed(agent, stranger, difficulty, matches + 1, seed, () => known).slice(1)
        figures[`${id}_${stranger}_${difficulty}_first_person_share`] = personsShare(first)
        figures[`${id}_${stranger}_${difficulty}_next_person_share`] = personsShare(next)
        figures[`${id}_${stranger}_${difficulty}_matches_won`] = wonShare(next)
      }
    }
  }
  return figures
}

function fixed(agent: Learner, stranger: Stranger, ease: number, points: number, seed: number): PlayedMatch[] {
  const chance = new SeededChance(seed)
  const held = { serve: () => false, letsPass: () => chance.uniform() < ease }
  const played: PlayedMatch[] = []
  for (let left = points; left > 0; left -= played.at(-1)!.person + played.at(-1)!.agent)
    played.push(playHeldBack(agent, stranger, held, chance.word(), 21))
  return played
}

function followed(
  agent: Learner,
  stranger: Stranger,
  difficulty: Difficulty,
  matches: number,
  seed: number,
  meet: () => Acquaintance,
): PlayedMatch[] {
  const chance = new SeededChance(seed)
  return Array.from({ length: matches }, () => {
    const holdingBack = new HoldingBack({ person: 0, agent: 1 }, difficulty, meet(), () => chance.uniform())
    return playHeldBack(agent, stranger, holdingBack, chance.word())
  })
}

const sum = (played: readonly PlayedMatch[], of: (match: PlayedMatch) => number): number =>
  played.reduce((total, match) => total + of(match), 0)

const personsShare = (played: readonly PlayedMatch[]): number =>
  sum(played, ({ person }) => person) / sum(played, ({ person, agent }) => person + agent)

const wonShare = (played: readonly PlayedMatch[]): number =>
  sum(played, ({ person, agent }) => (person > agent ? 1 : 0)) / played.length

const changesPerSecond = (played: readonly PlayedMatch[]): number =>
  ((pong.ticksPerSecond / pong.decisionPeriod) * sum(played, ({ changes }) => changes)) /
  sum(played, ({ decisions }) => decisions)
