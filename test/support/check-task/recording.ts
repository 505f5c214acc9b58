import { checkLog } from '../../../game/core/check-log.ts'
import { actionCodec, isActionCode } from '../../../game/core/action-codec.ts'
import { SeededChance } from '../../../game/core/chance.ts'
import { decodeLog, encodeLog, readEvents } from '../../../game/core/match-log.ts'
import { Playback } from '../../../game/core/playback.ts'
import { recordMatch, restlessActions } from '../record-match.ts'
import { at, type TaskCheck } from './task-check.ts'

/** Bytes of a log that are damaged, one at a time. */
const DAMAGES = 40

export const replays: TaskCheck = {
  name: 'replays exactly from the header and inputs of its log',
  faults: ({ task, matches }) =>
    matches.flatMap((match) => {
      const end = match.log.footer.ticks
      const read = decodeLog(encodeLog(match.log))
      const playback = new Playback(task, read.header)
      playback.apply(readEvents(read.body, playback.codec.bytes), read.footer.ticks)
      if (playback.differences > 0)
        return [`a replay comes to another state ${at(match, end)}; keep in the row all that a step needs`]
      const verdict = checkLog(task, read)
      return verdict.ok ? [] : [`its log does not pass the check ${at(match, end)}: ${verdict.message}`]
    }),
}

export const sameAgain: TaskCheck = {
  name: 'is played the same way again from the same seed',
  faults({ task, matches }) {
    const [first] = matches
    const { seed, seats, states } = first!
    const again = recordMatch(task, seed, restlessActions(task, seed + 1), { ticks: states.length - 1, seats })
    return again.log.footer.finalHash === first!.log.footer.finalHash
      ? []
      : [`the same seed gives another match ${at(first!, states.length - 1)}; draw from \`chance\` alone`]
  },
}

export const noticesTampering: TaskCheck = {
  name: 'finds a log that was tampered with',
  faults({ task }) {
    const { log } = recordMatch(task, 5, restlessActions(task, 6), { options: task.quickGame })
    const { footer } = log
    const verdict = checkLog(task, log)
    if (!verdict.ok) return [`a log of the quick game does not pass the check: ${verdict.message}`]
    const changed = [
      { ...footer, scores: footer.scores.map((score) => score + 1) },
      { ...footer, ticks: footer.ticks - 1 },
      { ...footer, finalHash: '0'.repeat(16) },
    ]
    const faults = changed
      .filter((other) => checkLog(task, { ...log, footer: other }).ok)
      .map((other) => `a log with the footer ${JSON.stringify(other)} passes, where ${JSON.stringify(footer)} is right`)
    const file = encodeLog(log)
    const chance = new SeededChance(9)
    for (let i = 0; i < DAMAGES; i++) {
      const damaged = file.slice()
      const where = chance.below(file.length)
      damaged[where] = damaged[where]! ^ (1 + chance.below(255))
      try {
        decodeLog(damaged)
        faults.push(`a log damaged at byte ${where} is read`)
      } catch (error) {
        if (!(error instanceof RangeError)) faults.push(`a log damaged at byte ${where} throws ${String(error)}`)
      }
    }
    return faults
  },
}

export const readsOldLogs: TaskCheck = {
  name: 'steps the logs that earlier code recorded of this version to what they say',
  faults: ({ task, recorded }) =>
    recorded.flatMap((log) => {
      const verdict = checkLog(task, log)
      return verdict.ok
        ? []
        : [`${log.header.match}: ${verdict.message}; a change of behaviour makes a new version, and the old one stays`]
    }),
}

export const builtInsAct: TaskCheck = {
  name: 'has built-ins that do only what can be done',
  faults: ({ task, matches }) => {
    const codec = actionCodec(task.action)
    return task.builtIns.flatMap(({ strength, create }) => {
      for (const match of matches)
        for (let seat = 0; seat < match.seats; seat++) {
          const player = create(new SeededChance(match.seed))
          for (let tick = 0; tick < match.states.length; tick += task.decisionPeriod) {
            const state = match.states[tick]!
            const code = player.decide(state, seat)
            if (!isActionCode(codec, code))
              return [`built-in ${strength}: ${String(code)} is no action code ${at(match, tick)}`]
          }
        }
      return []
    })
  },
}
