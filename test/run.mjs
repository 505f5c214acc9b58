// What `npm test` runs: the preparation of `npm start`, lint, types, unit, integration and end-to-end tests, and one closing line for
// all of them. --quick (`npm run check`): lint, types and unit tests only. Imports no dependency: on a fresh clone there is none yet.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureChromium } from './support/chromium.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const quick = process.argv.includes('--quick')
const reports = join(root, 'test-results/reports')
const startedAt = Date.now()
const say = (line) => console.log(`\n[${((Date.now() - startedAt) / 1000).toFixed(0).padStart(4)} s] ${line}`)
const bin = (path) => join(root, 'node_modules', path)

/** Runs a Node program on this terminal; gives its exit code. */
function node(args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
    })
    child.once('error', () => resolve(1))
    child.once('close', (code) => resolve(code ?? 1))
  })
}

/** A program that passes or fails as a whole counts as one check. */
async function check(name, args) {
  say(name)
  const code = await node(args)
  return code === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 }
}

async function vitest(project) {
  say(`${project === 'unit' ? 'Unit and property' : 'Integration'} tests`)
  const report = join(reports, `${project}.json`)
  const args = ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const code = await node([bin('vitest/vitest.mjs'), ...args], { NODE_ENV: 'test' })
  const result = await readReport(report)
  return counted(code, {
    passed: result?.numPassedTests ?? 0,
    failed: result?.numFailedTests ?? 0,
    skipped: (result?.numPendingTests ?? 0) + (result?.numTodoTests ?? 0),
  })
}

async function playwright(project) {
  say(`End-to-end tests in Chromium, ${project}`)
  const report = join(reports, `e2e-${project.replaceAll(' ', '-')}.json`)
  const env = { SPARRING_REPORT: report }
  try {
    env.SPARRING_CHROMIUM = await ensureChromium(say)
  } catch (error) {
    console.error(error.message)
    return { passed: 0, failed: 1, skipped: 0 }
  }
  const code = await node([bin('@playwright/test/cli.js'), 'test', `--project=${project}`], env)
  const stats = (await readReport(report))?.stats
  return counted(code, {
    passed: stats?.expected ?? 0,
    // One that passed on a second try only has failed.
    failed: (stats?.unexpected ?? 0) + (stats?.flaky ?? 0),
    skipped: stats?.skipped ?? 0,
  })
}

/** A suite that failed without a failed test (it could not start, or something broke outside of a test) has one failure. */
function counted(code, counts) {
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts
}

async function readReport(file) {
  try {
    return JSON.parse(await readFile(file, 'utf8'))
  } catch {
    return null
  }
}

function finish(counts) {
  const sum = (key) => counts.reduce((total, one) => total + one[key], 0)
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`)
  process.exit(sum('failed') > 0 || sum('passed') === 0 ? 1 : 0)
}

const prepared = await node([join(root, 'server/start.mjs'), '--prepare-only', ...(quick ? ['--without-pages'] : [])])
if (prepared !== 0) finish([{ passed: 0, failed: 1, skipped: 0 }])
await rm(reports, { recursive: true, force: true })
await mkdir(reports, { recursive: true })

// Next writes the types of style sheets and images while it builds; a clone that has not built yet asks for them alone.
if (!existsSync(join(root, 'next-env.d.ts'))) await node([bin('next/dist/bin/next'), 'typegen'])
const counts = [
  ...(await Promise.all([
    check('Lint', [bin('oxlint/bin/oxlint'), '--type-aware']),
    check('Types', [bin('typescript/bin/tsc'), '--noEmit', '-p', '.']),
  ])),
  await vitest('unit'),
]
if (!quick) {
  if (!process.env.TEST_DATABASE_URL) {
    say('TEST_DATABASE_URL is not set: the storage tests run against the embedded database only.')
  }
  counts.push(await vitest('integration'), await playwright('side by side'), await playwright('alone'))
}
finish(counts)
