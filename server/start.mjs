// What `npm start` runs. Needs Node alone: it installs, generates and builds what is missing or stale, then starts and watches
// server/main.ts. Flags: --dev (pages and server reload when their source changes), --prepare-only (all but the start),
// --without-pages (does not build them).
import { spawn } from 'node:child_process'
import { watch } from 'node:fs'
import { createServer } from 'node:net'
import { networkInterfaces } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { whenStarterGone } from './orphan.mjs'
import { restartAfter } from './base/restarts.mjs'
import { packStatic } from './pack-static.mjs'
import { buildIsCurrent, dependenciesAreCurrent, markBuilt, markInstalled } from './stamps.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const flags = new Set(process.argv.slice(2))
/** Where the server is compiled to (server/build.mjs). */
const built = join(root, 'server/built')
const dev = flags.has('--dev')
const prepareOnly = flags.has('--prepare-only')
const withPages = !dev && !flags.has('--without-pages')

/** Main's exit code when it refuses to start and has said why (server/base/refusal.ts). */
const REFUSED = 78
/** Milliseconds before main is started again after each crash in a row, the last one for ever; one that ran for a minute starts the row
 *  afresh. */
const RESTARTS = { delays: [500, 1_000, 2_000, 5_000, 10_000, 30_000], provedMs: 60_000 }
/** Milliseconds that main gets to stop: the grace for running matches (server/base/config.ts), then its children, one after the other. */
const STOP_MS = 20_000 + 1_000 * (Number(process.env.GRACE_SECONDS || 10) || 0)
/** Signals within so many milliseconds are one. */
const REPEAT_MS = 1_000

const startedAt = Date.now()
/** The program that runs now: npm, a build, main. */
let current = null
let stopping = false
let asked = 0
let askedAt = 0

const elapsed = () => `${((Date.now() - startedAt) / 1000).toFixed(1)} s`
const say = (line) => console.log(`[${elapsed().padStart(7)}] ${line}`)

/** Ends with one plain sentence. */
function refuse(sentence) {
  console.error(sentence)
  process.exit(1)
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  refuse(
    `Sparring needs Node 20.19 or newer, and this is Node ${process.versions.node}: install a newer one from nodejs.org.`,
  )
}

/** Asked before the long steps, so that nobody waits for them in vain; main asks again. */
function checkPort() {
  const port = Number(process.env.PORT || 3000)
  if (!Number.isInteger(port) || port < 1 || port > 65535) return Promise.resolve()
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', (error) => {
      if (error.code === 'EADDRINUSE')
        refuse(`Port ${port} is in use by another program: stop it, or set PORT to another one.`)
      resolve()
    })
    probe.listen({ port, host: process.env.HOST || undefined }, () => probe.close(resolve))
  })
}

/** Runs a program to its end; gives its exit code and, unless it writes to the terminal itself, what it wrote. */
function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], ...options })
    current = child
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (bytes) => (output += bytes))
    child.once('error', (error) => resolve({ code: 1, output: error.message }))
    child.once('close', (code) => resolve({ code: code ?? 1, output }))
  })
}

async function install() {
  if (await dependenciesAreCurrent(root)) return
  say('Installing dependencies')
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']
  const npm = process.env.npm_execpath
  const { code } =
    npm && /\.c?js$/.test(npm)
      ? await run(process.execPath, [npm, ...args], { stdio: ['ignore', 'inherit', 'inherit'] })
      : await run('npm', args, { stdio: ['ignore', 'inherit', 'inherit'], shell: process.platform === 'win32' })
  if (stopping) process.exit(130)
  if (code !== 0) refuse('The dependencies could not be installed; the lines above say why. Is this machine online?')
  await markInstalled(root)
}

async function generate() {
  const { generateClient } = await import(pathToFileURL(join(root, 'server/store/generate.mjs')).href)
  if (await generateClient(root)) say('Generated the database client')
}

async function buildPages() {
  if (!withPages || (await buildIsCurrent(root, 'pages'))) return
  say('Building the pages')
  const mark = await markBuilt(root, 'pages')
  const { pickSchemas } = await import(pathToFileURL(join(root, 'server/pick-schemas.mjs')).href)
  await pickSchemas(root)
  const env = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' }
  const { code, output } = await run(process.execPath, [join(root, 'node_modules/next/dist/bin/next'), 'build'], {
    env,
  })
  if (stopping) process.exit(130)
  if (code !== 0) refuse(`${output}\nThe pages could not be built; the lines above say why.`)
  await packStatic(join(root, '.next/static'))
  await mark()
}

/** In development the sources run as they are. */
async function buildTheServer() {
  if (dev || (await buildIsCurrent(root, 'server'))) return
  const mark = await markBuilt(root, 'server')
  const { buildServer } = await import(pathToFileURL(join(root, 'server/build.mjs')).href)
  await buildServer(root)
  await mark()
  say('Built the server')
}

/** Starts main and watches it: started again when it crashes, ended when it refuses or is asked to stop. */
function startMain(faultsInARow = 0) {
  const env = {
    ...process.env,
    NODE_ENV: dev ? 'development' : 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    SPARRING_DEV: dev ? '1' : '',
    SPARRING_BUILT: dev ? '' : built,
  }
  const began = Date.now()
  const program = dev
    ? ['--import', 'tsx', join(root, 'server/main.ts')]
    : ['--enable-source-maps', join(built, 'main.mjs')]
  const main = spawn(process.execPath, program, {
    cwd: root,
    env,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    // In a group of its own on a terminal's Ctrl-C we alone decide how it stops.
    detached: process.platform !== 'win32',
  })
  current = main
  main.on('message', (message) => {
    if (message && message.ready) announce(message.address)
  })
  main.once('error', (error) => refuse(`Sparring could not be started: ${error.message}.`))
  main.once('exit', (code, signal) => {
    if (main.restart) return startMain()
    if (stopping || code === 0) process.exit(code ?? 0)
    if (code === REFUSED) process.exit(1)
    const { delay, faults, longest } = restartAfter(RESTARTS, { ranMs: Date.now() - began, faults: faultsInARow })
    const again = longest
      ? `; that was fault ${faults} in a row, and it is tried every ${delay / 1000} s from now on`
      : ''
    console.error(
      `Sparring ended unexpectedly (${signal ?? `code ${code}`}); it is started again in ${delay / 1000} s${again}.`,
    )
    setTimeout(() => stopping || startMain(faults), delay)
  })
}

function announce(address) {
  const { port, hostname } = new URL(address)
  const others = Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter((entry) => entry.family === 'IPv4' && !entry.internal)
    .map((entry) => `http://${entry.address}:${port || 80}`)
  const also =
    hostname === 'localhost' && !process.env.HOST && others.length > 0 ? ` (in your network: ${others.join(', ')})` : ''
  say(`Started${dev ? ' for development' : ''}`)
  console.log(`Sparring is ready at ${address}${also}`)
}

/** In development: a changed server or game starts main afresh (the pages reload by themselves). */
function restartOnChange() {
  let timer
  const changed = (_event, file) => {
    if (!file || !/\.(ts|mjs|json|prisma|sql)$/.test(file) || file.includes('generated')) return
    clearTimeout(timer)
    timer = setTimeout(() => {
      if (stopping || !current?.connected || current.restart) return
      say(`${file} changed; starting afresh`)
      current.restart = true
      current.send({ stop: true })
    }, 200)
  }
  for (const folder of ['server', 'game', 'prisma']) watch(join(root, folder), { recursive: true }, changed)
}

/** Asks main to stop; asked a second time, it does not wait for matches any more; a third time, it is killed. */
function stop(signal) {
  // npm hands a Ctrl-C on that the terminal has already sent here.
  if (Date.now() - askedAt < REPEAT_MS) return
  askedAt = Date.now()
  if (!stopping) setTimeout(() => current.kill('SIGKILL'), STOP_MS).unref()
  stopping = true
  if (!current || current.exitCode !== null || current.signalCode !== null) process.exit(0)
  if (++asked > 2) current.kill('SIGKILL')
  else if (current.connected) current.send({ stop: true })
  else current.kill(signal)
}

checkNode()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stop(signal))
whenStarterGone(() => {
  if (!stopping) stop('SIGTERM')
})
if (!prepareOnly) await checkPort()
try {
  await install()
  await Promise.all([generate().then(buildTheServer), buildPages()])
} catch (error) {
  refuse(error instanceof Error ? error.message : String(error))
}
if (prepareOnly) say('Prepared')
else {
  if (dev) restartOnChange()
  startMain()
}
