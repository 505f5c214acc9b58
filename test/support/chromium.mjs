/** Finds a Chromium for the end-to-end tests, installing one where none is found. Needs no dependency to be imported. */
import { execFileSync, spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome', 'microsoft-edge']
const ELSEWHERE = [
  '/usr/bin/chromium',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]

/** Chromium's flags: no sandbox (containers), software graphics that work without a GPU, and no talk to outside hosts. */
export const chromiumFlags = [
  '--no-sandbox',
  '--no-first-run',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-domain-reliability',
  '--no-pings',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost',
]

/** The path of a Chromium that is already here: `SPARRING_CHROMIUM`, an installed one, Playwright's own; else null.
 *  Throws when the environment variable names a file that is not there. */
export async function findChromium() {
  const named = process.env.SPARRING_CHROMIUM
  if (named) {
    if (!runnable(named)) throw new Error(`SPARRING_CHROMIUM is ${named}, but no program is there.`)
    return named
  }
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  const onPath = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)))
  const installed = [...onPath, ...ELSEWHERE].find(runnable)
  return installed ?? (await playwrightsOwn())
}

/** Finds or installs a Chromium and says with `say` what it does. Throws one clear sentence when there is no way. */
export async function ensureChromium(say) {
  const found = await findChromium()
  if (found) return found
  const attempts = [
    {
      name: 'Debian package chromium',
      fits: () => process.getuid?.() === 0 && isDebian(),
      run: () => run('apt-get', ['update']) && run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium']),
    },
    {
      name: 'npm package @sparticuz/chromium',
      fits: () => process.platform === 'linux' && process.arch === 'x64',
      run: packaged,
    },
    {
      name: "Playwright's own Chromium",
      fits: () => true,
      run: () => run('npx', ['playwright', 'install', 'chromium']),
    },
  ]
  for (const attempt of attempts) {
    if (!attempt.fits()) continue
    say(`Installing a browser for the tests (${attempt.name})`)
    const done = await attempt.run()
    const path = typeof done === 'string' ? done : done && (await findChromium())
    if (path) return path
  }
  throw new Error(
    'No Chromium was found and none could be installed: install Chromium or Chrome, or set SPARRING_CHROMIUM to its path.',
  )
}

/** Installs the npm package that carries a Chromium for Linux, beside the project's own packages, and unpacks it. Null when it cannot
 *  be had or does not run here (a bare system lacks its libraries). */
async function packaged() {
  const folder = join(dirname(fileURLToPath(import.meta.url)), '../../node_modules/.cache/sparring-chromium')
  mkdirSync(folder, { recursive: true })
  if (
    !run('npm', [
      'install',
      '--prefix',
      folder,
      '--no-audit',
      '--no-fund',
      '--ignore-scripts',
      '@sparticuz/chromium@147',
    ])
  )
    return null
  try {
    const entry = createRequire(join(folder, 'package.json')).resolve('@sparticuz/chromium')
    const { default: chromium } = await import(pathToFileURL(entry).href)
    const path = await chromium.executablePath()
    return run(path, ['--version']) ? path : null
  } catch {
    return null
  }
}

async function playwrightsOwn() {
  try {
    const { chromium } = await import('@playwright/test')
    const path = chromium.executablePath()
    return existsSync(path) ? path : null
  } catch {
    return null
  }
}

function runnable(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

function isDebian() {
  try {
    return /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(readFileSync('/etc/os-release', 'utf8')) && existsAptGet()
  } catch {
    return false
  }
}

function existsAptGet() {
  try {
    execFileSync('apt-get', ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

function run(command, args) {
  return (
    spawnSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'], shell: process.platform === 'win32' }).status ===
    0
  )
}
