import { SeededChance } from '../../game/core/chance.ts'
import type { Opponent } from '../../game/learn/practice/opponents.ts'
import { CloneGhost } from '../../game/learn/sparring/clone-ghost.ts'
import { createGhost } from '../../game/learn/sparring/create-ghost.ts'
import { pong } from '../../game/tasks/pong/pong.ts'
import { ghostFigures, ghostTable, type GhostResult } from '../support/ghost-figures.ts'
import { meet, middleRival, policyRival, watchPlay, type Meeting, type Rival } from '../support/ghost-run.ts'
import { houseAgent } from '../support/house-agents.ts'
import { kindNames, personByName } from '../support/people/kinds.ts'
import { seatPerson, type Person } from '../support/people/person.ts'
import type { Learner } from '../support/policy-seat.ts'

const LONGEST_SECONDS = pong.maxTicks / pong.ticksPerSecond
/** Seconds of play after which the ghost is measured too. */
const STOPS = [30, 60, 120, 300]

/** Whether the ghost has the person's weakness. Scripted people play 300 s against "Minute", which does not learn, while a ghost and a clone watch
 *  them, fitted after each point. Then Minute, Veteran and the middle built-in play 1,500 other points each against the person, the person once
 *  more by other chance (the floor of what can be measured), the ghost, the clone, and a ghost that knows nobody. Means over people:
 *
 *  share_difference_points: how far the rival's share of the points against the ghost is from that against the person, in points of a hundred, over
 *  the three rivals; with _again, _clone, _stranger for the others.
 *  miss_error_…: how far the share of Minute's balls that each misses is from the person's, over five bands of the height of arrival, slow and fast
 *  balls apart, weighted by the person's balls.
 *  …_30s and so on: the ghost after so many seconds, against Minute alone, beside the person as they were then.
 *
 *  Options: people (a,b,drawn:7; every fixed kind and drawn:3), seed (1), seconds (300), points (1500). */
export async function run(options: Record<string, string> = {}): Promise<Record<string, number>> {
  const number = (name: string, usual: number, most: number): number => {
    const value = Number(options[name] ?? usual)
    if (!Number.isInteger(value) || value < 1 || value > most)
      throw new RangeError(`--${name} is a whole number from 1 to ${most}`)
    return value
  }
  const people = (options['people']?.split(',') ?? [...kindNames, 'drawn:3']).map(personByName)
  const seed = number('seed', 1, 1e6)
  const seconds = number('seconds', 300, LONGEST_SECONDS)
  const points = number('points', 1500, 1e6)
  const minute = await houseAgent('minute')
  const rivals = [policyRival('Minute', minute), policyRival('Veteran', await houseAgent('best')), middleRival()]
  const stranger = createGhost(pong, 'state', new SeededChance(seed))
  const ofStranger = await meetAll(rivals, stranger.opponent(), points, seed)
  const results: GhostResult[] = []
  for (const person of people) {
    results.push(await measure({ person, learner: minute, rivals, seed, seconds, points, ofStranger }))
    process.stderr.write(`${results.length}/${people.length} ${person.name}\n`)
  }
  process.stderr.write(`\n${ghostTable(results)}\n`)
  return ghostFigures(results)
}

interface Measure {
  person: Person
  learner: Learner
  rivals: readonly Rival[]
  seed: number
  seconds: number
  points: number
  ofStranger: Meeting[]
}

async function measure(setup: Measure): Promise<GhostResult> {
  const { person, learner, rivals, seed, seconds, points, ofStranger } = setup
  const ghost = createGhost(pong, 'state', new SeededChance(seed + 1))
  const clone = new CloneGhost(pong, 'state', new SeededChance(seed + 2))
  const [minute] = rivals
  const at = (progress: number, chance: number): Opponent =>
    seatPerson(person, new SeededChance(chance), () => progress).opponent
  const stops: GhostResult['stops'][number][] = []
  /** The person against Minute, by how they play: few change it. */
  const known = new Map<string, Meeting>()
  await watchPlay({
    person,
    learner,
    seed,
    seconds,
    ghosts: [ghost, clone],
    stops: [...STOPS.filter((stop) => stop < seconds), seconds],
    async onStop(stop) {
      const progress = stop / seconds
      const style = JSON.stringify(person.styleAt(progress))
      const then = known.get(style) ?? (await meet(minute!, at(progress, seed + 3), points, heldOut(seed)))
      known.set(style, then)
      const met = await meet(minute!, ghost.opponent(), points, heldOut(seed))
      stops.push({ seconds: stop, person: then, ghost: met })
    },
  })
  const met = {
    person: await meetAll(rivals, at(1, seed + 3), points, seed),
    again: await meetAll(rivals, at(1, seed + 4), points, seed + 1),
    ghost: await meetAll(rivals, ghost.opponent(), points, seed),
    clone: await meetAll(rivals, clone.opponent(), points, seed),
    stranger: ofStranger,
  }
  return { person: person.name, rivals: rivals.map(({ name }) => name), met, stops }
}

/** Of play that nobody has watched. */
const heldOut = (seed: number): number => 1_000_000 + 100 * seed

async function meetAll(rivals: readonly Rival[], opponent: Opponent, points: number, seed: number): Promise<Meeting[]> {
  const meetings: Meeting[] = []
  for (const rival of rivals) meetings.push(await meet(rival, opponent, points, heldOut(seed)))
  return meetings
}
