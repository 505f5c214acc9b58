import { expect, test } from 'vitest'
import type { BuiltIn, Row, StepOut, Task } from '../../game/core/task.ts'
import { BALL_X, LEFT_Y, TICK } from '../../game/tasks/pong/layout.ts'
import { pong } from '../../game/tasks/pong/pong.ts'
import { allocatesNothing } from '../support/check-task/allocation.ts'
import { checkTask } from '../support/check-task/check-task.ts'
import { declares } from '../support/check-task/declarations.ts'
import { isItsModel } from '../support/check-task/model.ts'
import { playEvidence } from '../support/check-task/play-evidence.ts'
import { builtInsAct } from '../support/check-task/recording.ts'
import { exchangesSeats, staysInRange } from '../support/check-task/seeing.ts'
import {
  asksWhereItSays,
  endsInTime,
  goesOnAlike,
  resetsWhole,
  returnsAtMost,
  settlesWhereItSays,
  writesOut,
} from '../support/check-task/stepping.ts'
import type { TaskCheck } from '../support/check-task/task-check.ts'
import { recordMatch, restlessActions } from '../support/record-match.ts'
import { walk } from '../support/tasks/walk/walk.ts'

let memory = 0
const kept: unknown[] = []

/** The task with a step that does something after its own. */
const after = (task: Task, then: (state: Row, out: StepOut, actions: Float64Array) => void): Task => ({
  ...task,
  step(state, actions, chance, out) {
    task.step(state, actions, chance, out)
    then(state, out, actions)
  },
})

/** A built-in that does always the same. */
const presses = (code: number): BuiltIn => ({ ...pong.builtIns[0]!, create: () => ({ decide: () => code }) })

const { maxReturn: _, ...silent } = walk
const target = { ...pong.options['target']!, default: 7 }
const stays = (state: number) => [{ probability: 1, next: state, reward: 0, terminated: false }]

/** A fault, what finds it, a task that has it, and what is said of it. */
const planted: [fault: string, check: TaskCheck, task: Task, said: RegExp][] = [
  ['two numbers of a row with one name', declares, { ...walk, layout: ['place', 'place', 'score'] }, /same name/],
  ['a default that is not offered', declares, { ...pong, options: { ...pong.options, target } }, /7 is not among its/],
  ['a reset that leaves a number', resetsWhole, { ...pong, reset: (s) => void s.fill(0, 0, BALL_X) }, /leaves ballX/],
  ['a step that writes no ends', writesOut, { ...walk, step: (s) => void s[1]!++ }, /leaves terminated or truncated/],
  ['a negative zero', staysInRange, after(pong, (s) => void (s[BALL_X] = -0)), /ballX is −0/],
  ['a number out of range', staysInRange, after(pong, (s) => void (s[LEFT_Y] = 72)), /ownY is 1\.01.* -1 to 1/],
  ['memory outside the row', goesOnAlike, after(walk, (s) => void (s[2] = memory++)), /keep in the row all that/],
  ['chance asked unannounced', asksWhereItSays, { ...pong, asksChance: () => false }, /asks chance where/],
  ['a point that does not settle', settlesWhereItSays, { ...pong, settles: () => false }, /scores or ends where/],
  [
    'a match without an end',
    endsInTime,
    after(walk, (_s, out) => void (out.terminated = out.truncated = false)),
    /goes on after/,
  ],
  ['more reward than was said', returnsAtMost, { ...walk, maxReturn: () => 0.5 }, /got 1, more than 0\.5/],
  ['no word of the most reward', returnsAtMost, silent, /say the most/],
  ['seats that are no mirrors', exchangesSeats, after(pong, (s, _out, moves) => void (s[TICK] = moves[0]!)), /tick is/],
  [
    'a model of another task',
    isItsModel,
    { ...walk, model: { ...walk.model!, transitions: stays } },
    /model knows nothing/,
  ],
  ['a built-in that presses what is not there', builtInsAct, { ...pong, builtIns: [presses(3)] }, /3 is no action/],
  [
    'objects made in every step',
    allocatesNothing,
    after(walk, (s) => void (kept[0] = [s[0], s[1]])),
    /allocates \d+ bytes/,
  ],
]

test.each(planted)('%s: the check of a task finds it', (_fault, check, task, said) => {
  // What contradicts itself cannot be played.
  const evidence = check === declares ? { task, matches: [], recorded: [] } : playEvidence(task, [1])
  expect(check.faults(evidence).join('\n')).toMatch(said)
})

test('the check of a task finds a log that was recorded by other rules', () => {
  const { log } = recordMatch(walk, 1, restlessActions(walk, 2))
  const other = { ...log, footer: { ...log.footer, finalHash: '0'.repeat(16) } }
  expect(checkTask(walk, { seeds: [1], recorded: [log] })).toEqual([])
  expect(checkTask(walk, { seeds: [1], recorded: [log, other] })).toEqual([
    expect.stringMatching(/makes a new version/),
  ])
})
