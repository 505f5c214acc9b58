import { appendFile, readFile } from 'node:fs/promises'
import { pong } from '../../game/tasks/pong/pong.ts'
import { cellKey, type Cell, type CellResult } from '../support/learns-you-cell.ts'
import { ARMS, figuresOf, tableOf } from '../support/learns-you-figures.ts'
import { measureInParallel } from '../support/learns-you-workers.ts'
import { kindNames, personByName } from '../support/people/kinds.ts'

/** How many people are drawn afresh where nobody is named. */
const DRAWN = 3

/** The longest match. */
const LONGEST_SECONDS = pong.maxTicks / pong.ticksPerSecond

/** Whether a partner learns the person that it plays with: scripted people of many kinds play 300 s against "Minute" while it practises on what
 *  would be a core of their computer. Frozen, it then plays 2,000 points against each. Arms, from the same seeds and with the same number of
 *  decisions: before; blind, which practises with nobody studied; stranger (where it is asked for), which practises against a model that knows
 *  nobody, from positions of the match; studied, as the product does; oracle, which practises against the person's
 *  own script. The table goes to stderr, with interquartile means and 95 % intervals by a bootstrap over people and seeds.
 *
 *  studied_share_of_oracle_gain: (studied − blind) ÷ (oracle − blind), pooled over people with something to learn.
 *  studied_minus_blind_points: in points of a hundred; the rates: interquartile means over people and seeds.
 *  no_harm_points: the worse of studied − blind where there is nothing to learn, and of its margin in games to 21 against the middle built-in.
 *  seconds_to_half_of_gain: when the studied arm's mean share has made half of its way from before to its end.
 *
 *  Options: people (a,b,drawn:7; every fixed kind and three drawn from `seed`), seed (1), seeds (5), seconds (300), rounds of practice a second
 *  (16), arms (before,blind,studied,oracle), points (2000), gradients (vectors), agent (minute), workers (2), out (a file to which each result is
 *  added as a line of JSON; what it holds already is not measured again). test/bench/results/learns-you.jsonl holds what was measured so far, with
 *  people late,changes,strong,fast,sulks,random,drawn:4,drawn:5 and otherwise as usual. */
export async function run(options: Record<string, string> = {}): Promise<Record<string, number>> {
  const number = (name: string, usual: number, most = 1e6): number => {
    const value = Number(options[name] ?? usual)
    if (!Number.isInteger(value) || value < 1 || value > most)
      throw new RangeError(`--${name} is a whole number from 1 to ${most}`)
    return value
  }
  const people = options['people']?.split(',') ?? [...kindNames, ...drawnFrom(number('seed', 1))]
  for (const name of people) personByName(name)
  const wanted = options['arms']?.split(',') ?? ARMS.filter((arm) => arm !== 'stranger')
  const arms = ARMS.filter((arm) => wanted.includes(arm))
  if (arms.length < wanted.length) throw new RangeError(`--arms are some of ${ARMS.join(',')}`)
  const shared = {
    agent: options['agent'] ?? 'minute',
    seconds: number('seconds', 300, LONGEST_SECONDS),
    rounds: number('rounds', 16),
    gradients: options['gradients'] ?? 'vectors',
    points: number('points', 2000),
  }
  const seeds = Array.from({ length: number('seeds', 5) }, (_, i) => i + 1)
  // Seed by seed, so that a run that is cut short has something of everybody.
  const cells = seeds.flatMap((seed) =>
    people.flatMap((person) => arms.map((arm): Cell => ({ ...shared, person, seed, arm }))),
  )
  const { out } = options
  const measured = new Map((out ? await readResults(out) : []).map((result) => [cellKey(result), result]))
  const missing = cells.filter((cell) => !measured.has(cellKey(cell)))
  let done = cells.length - missing.length
  await measureInParallel(missing, number('workers', 2), async (result) => {
    measured.set(cellKey(result), result)
    if (out) await appendFile(out, `${JSON.stringify(result)}\n`)
    process.stderr.write(`${++done}/${cells.length} ${describe(result)}\n`)
  })
  const results = cells.map((cell) => measured.get(cellKey(cell))!)
  process.stderr.write(`\n${tableOf(results)}\n\n`)
  return figuresOf(results)
}

const drawnFrom = (seed: number): string[] => Array.from({ length: DRAWN }, (_, i) => `drawn:${DRAWN * seed + i}`)

async function readResults(file: string): Promise<CellResult[]> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as CellResult)
}

function describe({ person, seed, arm, share, margin, rollbacks, wallSeconds }: CellResult): string {
  const figures = `share ${share.toFixed(3)}, margin ${margin.toFixed(1)}, went back ${rollbacks} times, took ${wallSeconds.toFixed(0)} s`
  return `${person} seed ${seed} ${arm}: ${figures}`
}
