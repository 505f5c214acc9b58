import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

/** A guard that cannot fail guards nothing: each fault is planted in a small copy of the project, and the linter must find it. */
const root = fileURLToPath(new URL('../..', import.meta.url))

const faults: [what: string, file: string, code: string, rule: string][] = [
  [
    'game/core imports tasks/index.ts, which is above it',
    'game/core/planted.ts',
    `import type { A } from '../tasks/index.ts'\nexport type B = A`,
    'no-restricted-imports',
  ],
  [
    'game/tasks imports nets/spec.ts, which is above it',
    'game/tasks/planted.ts',
    `import type { A } from '../nets/spec.ts'\nexport type B = A`,
    'no-restricted-imports',
  ],
  [
    'game/nets imports learn/algorithms/ppo.ts, which is above it',
    'game/nets/planted.ts',
    `import type { A } from '../learn/algorithms/ppo.ts'\nexport type B = A`,
    'no-restricted-imports',
  ],
  [
    'game/protocol imports league/rating.ts, which is above it',
    'game/protocol/planted.ts',
    `import type { A } from '../league/rating.ts'\nexport type B = A`,
    'no-restricted-imports',
  ],
  [
    'game/learn/maths imports algorithms/ppo.ts, which is above it',
    'game/learn/maths/planted.ts',
    `import type { A } from '../algorithms/ppo.ts'\nexport type B = A`,
    'no-restricted-imports',
  ],
  [
    'game/learn/learner imports algorithms/index.ts, which is above it',
    'game/learn/learner/planted.ts',
    `import type { A } from '../algorithms/index.ts'\nexport type B = A`,
    'no-restricted-imports',
  ],
  [
    'game/learn/algorithms imports practice/arena.ts, which is above it',
    'game/learn/algorithms/planted.ts',
    `import type { A } from '../practice/arena.ts'\nexport type B = A`,
    'no-restricted-imports',
  ],
  [
    'game/learn/practice names an algorithm',
    'game/learn/practice/planted-algorithm.ts',
    `import type { A } from '../algorithms/ppo.ts'\nexport type B = A`,
    'no-restricted-imports',
  ],
  [
    'game/learn/sparring names an algorithm',
    'game/learn/sparring/planted-algorithm.ts',
    `import type { A } from '../algorithms/ppo.ts'\nexport type B = A`,
    'no-restricted-imports',
  ],
  [
    'app/_trainer names an algorithm',
    'app/_trainer/planted-algorithm.ts',
    `import type { A } from '../../game/learn/algorithms/ppo.ts'\nexport type B = A`,
    'no-restricted-imports',
  ],
  [
    'server/tools names an algorithm',
    'server/tools/planted-algorithm.ts',
    `import type { A } from '../../game/learn/algorithms/ppo.ts'\nexport type B = A`,
    'no-restricted-imports',
  ],
  [
    'game/learn/practice imports sparring/ghost.ts, which is above it',
    'game/learn/practice/planted.ts',
    `import type { A } from '../sparring/ghost.ts'\nexport type B = A`,
    'no-restricted-imports',
  ],
  [
    'game/learn/practice imports runs/training-run.ts, which is above it',
    'game/learn/practice/planted.ts',
    `import type { A } from '../runs/training-run.ts'\nexport type B = A`,
    'no-restricted-imports',
  ],
  [
    'game/learn/runs imports sparring/ghost.ts, which is beside it',
    'game/learn/runs/planted.ts',
    `import type { A } from '../sparring/ghost.ts'\nexport type B = A`,
    'no-restricted-imports',
  ],
  [
    'game/learn/runs names an algorithm',
    'game/learn/runs/planted-algorithm.ts',
    `import type { A } from '../algorithms/ppo.ts'\nexport type B = A`,
    'no-restricted-imports',
  ],
  [
    'app/_ui imports _net/pipe.ts, which is above it',
    'app/_ui/planted.ts',
    `import type { A } from '../_net/pipe.ts'\nexport type B = A`,
    'no-restricted-imports',
  ],
  [
    'app/_net imports _lobby/use-lobby.ts, which is above it',
    'app/_net/planted.ts',
    `import type { A } from '../_lobby/use-lobby.ts'\nexport type B = A`,
    'no-restricted-imports',
  ],
  [
    'app/_stage imports match/match-strip.tsx, which is above it',
    'app/_stage/planted.ts',
    `import type { A } from '../match/match-strip.tsx'\nexport type B = A`,
    'no-restricted-imports',
  ],
  [
    'app/_api imports _ui/court.tsx, which is above it',
    'app/_api/planted.ts',
    `import type { A } from '../_ui/court.tsx'\nexport type B = A`,
    'no-restricted-imports',
  ],
  [
    'app/_lobby imports match/match-strip.tsx, which is above it',
    'app/_lobby/planted.ts',
    `import type { A } from '../match/match-strip.tsx'\nexport type B = A`,
    'no-restricted-imports',
  ],
  [
    'app/_settings imports match/match-strip.tsx, which is above it',
    'app/_settings/planted.ts',
    `import type { A } from '../match/match-strip.tsx'\nexport type B = A`,
    'no-restricted-imports',
  ],
  [
    'game/league imports tasks/index.ts, which is above it',
    'game/league/planted.ts',
    `import type { A } from '../tasks/index.ts'\nexport type B = A`,
    'no-restricted-imports',
  ],
  [
    'game/learn/sparring imports league/rating.ts, which is above it',
    'game/learn/sparring/planted.ts',
    `import type { A } from '../../league/rating.ts'\nexport type B = A`,
    'no-restricted-imports',
  ],
  [
    'server/store imports server/jobs, which is above it',
    'server/store/planted.ts',
    `import type { A } from '../jobs/recorder.ts'\nexport type B = A`,
    'no-restricted-imports',
  ],
  [
    'server/base imports server/store, which is above it',
    'server/base/planted.ts',
    `import type { A } from '../store/connect.ts'\nexport type B = A`,
    'no-restricted-imports',
  ],
  [
    'server/match imports server/http, which is above it',
    'server/match/planted.ts',
    `import type { A } from '../http/session.ts'\nexport type B = A`,
    'no-restricted-imports',
  ],
  [
    'server/brains imports server/match, which is above it',
    'server/brains/planted.ts',
    `import type { A } from '../match/match.ts'\nexport type B = A`,
    'no-restricted-imports',
  ],
  [
    'server/http imports server/processes, which is above it',
    'server/http/planted.ts',
    `import type { A } from '../processes/supervisor.ts'\nexport type B = A`,
    'no-restricted-imports',
  ],
  [
    'server/models imports server/jobs, which is above it',
    'server/models/planted.ts',
    `import type { A } from '../jobs/recorder.ts'\nexport type B = A`,
    'no-restricted-imports',
  ],
  [
    'server/jobs imports server/match, which is above it',
    'server/jobs/planted.ts',
    `import type { A } from '../match/match.ts'\nexport type B = A`,
    'no-restricted-imports',
  ],
  [
    'server/sockets imports server/processes, which is above it',
    'server/sockets/planted.ts',
    `import type { A } from '../processes/supervisor.ts'\nexport type B = A`,
    'no-restricted-imports',
  ],
  [
    'server/processes imports server/sockets, which is above it',
    'server/processes/planted.ts',
    `import type { A } from '../sockets/rooms.ts'\nexport type B = A`,
    'no-restricted-imports',
  ],
  [
    'server/backup imports server/commands, which is above it',
    'server/backup/planted.ts',
    `import type { A } from '../commands/admin.ts'\nexport type B = A`,
    'no-restricted-imports',
  ],
  [
    'server/commands imports server/match, which is above it',
    'server/commands/planted.ts',
    `import type { A } from '../match/match.ts'\nexport type B = A`,
    'no-restricted-imports',
  ],
  ['game imports the server', 'game/core/a.ts', `import '../../server/base/config.ts'`, 'no-restricted-imports'],
  [
    'game imports a type of the page',
    'game/nets/a.ts',
    `import type { A } from '../../app/a.ts'\nexport type B = A`,
    'no-restricted-imports',
  ],
  [
    'game imports the server on the way',
    'game/learn/a.ts',
    `export const a = () => import('../../server/base/config.ts')`,
    'no-restricted-imports',
  ],
  [
    'game imports Node',
    'game/learn/b.ts',
    `import { readFile } from 'node:fs'\nexport const a = readFile`,
    'no-restricted-imports',
  ],
  [
    'game imports React',
    'game/protocol/a.ts',
    `import { useState } from 'react'\nexport const a = useState`,
    'no-restricted-imports',
  ],
  [
    'game imports Next',
    'game/protocol/b.ts',
    `import next from 'next'\nexport const a = next`,
    'no-restricted-imports',
  ],
  [
    'game imports Pixi',
    'game/tasks/pong/a.ts',
    `import { Graphics } from 'pixi.js'\nexport const a = Graphics`,
    'no-restricted-imports',
  ],
  [
    'game imports Prisma',
    'game/league/a.ts',
    `import { PrismaClient } from '@prisma/client'\nexport const a = PrismaClient`,
    'no-restricted-imports',
  ],
  [
    'game imports Socket.IO',
    'game/protocol/c.ts',
    `import { io } from 'socket.io-client'\nexport const a = io`,
    'no-restricted-imports',
  ],
  ['game reads the clock', 'game/learn/c.ts', `export const a = Date.now()`, 'no-restricted-globals'],
  ['game reads the fine clock', 'game/learn/d.ts', `export const a = performance.now()`, 'no-restricted-globals'],
  ['game sets a timer', 'game/core/b.ts', `export const a = setTimeout(() => {}, 1)`, 'no-restricted-globals'],
  ['game draws its own chance', 'game/learn/e.ts', `export const a = Math.random()`, 'no-restricted-properties'],
  [
    'a built-in opponent draws its own chance',
    'game/tasks/pong/built-in.ts',
    `export const a = Math.random()`,
    'no-restricted-properties',
  ],
  ['dynamics use a sine', 'game/tasks/pong/b.ts', `export const a = Math.sin(1)`, 'no-restricted-properties'],
  ['the core uses a power', 'game/core/c.ts', `export const a = Math.pow(2, 3)`, 'no-restricted-properties'],
  [
    'dynamics take a sine out of Math',
    'game/tasks/pong/c.ts',
    `export const { sin } = Math`,
    'no-restricted-properties',
  ],
  ['the server imports the page', 'server/a.ts', `import '../app/a.ts'`, 'no-restricted-imports'],
  [
    'the server imports a type of the page',
    'server/match/a.ts',
    `import type { A } from '../../app/a.ts'\nexport type B = A`,
    'no-restricted-imports',
  ],
  [
    'the page imports a value of the server',
    'app/_net/a.ts',
    `import { a } from '../../server/a.ts'\nexport const b = a`,
    'no-restricted-imports',
  ],
  ['the page writes to the console', 'app/_net/b.ts', `console.log('here')`, 'no-console'],
  ['the server writes to the console', 'server/b.ts', `console.log('here')`, 'no-console'],
  ['a promise floats', 'server/c.ts', `export function a() { Promise.resolve(1) }`, 'no-floating-promises'],
  [
    'a promise is taken for a condition',
    'server/d.ts',
    `export const a = async () => true\nif (a()) throw new Error('never')`,
    'no-misused-promises',
  ],
  ['any', 'server/e.ts', `export const a = (b: any) => b`, 'no-explicit-any'],
  ['a default export', 'server/f.ts', `export default 1`, 'no-default-export'],
]

const allowed: [what: string, file: string, code: string][] = [
  ['dynamics use a root', 'game/tasks/pong/ok.ts', `export const a = Math.sqrt(2) + Math.fround(1)`],
  ['a built-in opponent uses a sine', 'game/tasks/pong/built-in-ok.ts', `export const a = Math.sin(1)`],
  ['networks use an exponential', 'game/nets/ok.ts', `export const a = Math.exp(1)`],
  [
    'the page imports a type of the server',
    'app/_net/ok.ts',
    `import type { A } from '../../server/ok.ts'\nexport type B = A`,
  ],
  [
    'the server imports game',
    'server/ok.ts',
    `import { a } from '../game/nets/ok.ts'\nexport const b = a\nexport type A = number`,
  ],
]

interface Finding {
  filename: string
  code: string
}

describe('the linter', () => {
  let folder = ''
  let findings: Finding[] = []

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sparring-lint-'))
    for (const file of ['.oxlintrc.json', 'tsconfig.json', 'package.json'])
      await cp(join(root, file), join(folder, file))
    await symlink(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction')
    for (const [, file, code] of [...faults, ...allowed]) {
      await mkdir(join(folder, dirname(file)), { recursive: true })
      await writeFile(join(folder, file), `${code}\n`)
    }
    findings = await lint(folder)
  }, 60_000)

  afterAll(() => rm(folder, { recursive: true, force: true }))

  test.each(faults)('finds that %s', (_what, file, _code, rule) => {
    expect(rulesFor(findings, file)).toContain(rule)
  })

  test.each(allowed)('lets pass that %s', (_what, file) => {
    expect(rulesFor(findings, file)).toEqual([])
  })
})

function rulesFor(findings: Finding[], file: string): string[] {
  const here = findings.filter((finding) => finding.filename.replaceAll('\\', '/').endsWith(file))
  return here.map((finding) => finding.code.replace(/^.*\((.*)\)$/, '$1'))
}

/** Findings of the linter in a folder; it exits with 1 when there are any. */
async function lint(cwd: string): Promise<Finding[]> {
  const args = [join(root, 'node_modules/oxlint/bin/oxlint'), '--type-aware', '--format=json']
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd, maxBuffer: 10_000_000 }).catch(
    (error: { stdout: string }) => error,
  )
  const report: { diagnostics: Finding[] } = JSON.parse(stdout)
  return report.diagnostics
}
