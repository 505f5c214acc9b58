// What start.mjs remembers between starts: which dependencies are installed, which pages and which server are built. Needs Node alone.
import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'

const installStamp = (root) => join(root, 'node_modules/.sparring-installed')

/** What is built, where its stamp lies, and everything that it depends on. */
const BUILDS = {
  pages: {
    stamp: '.next/sparring-built',
    sources: [
      'app',
      'game',
      'next.config.ts',
      'postcss.config.mjs',
      'server/pack-static.mjs',
      'server/pick-schemas.mjs',
      'tsconfig.json',
      'package-lock.json',
    ],
  },
  server: {
    stamp: 'server/built/.stamp',
    sources: ['server', 'game', 'prisma', 'next.config.ts', 'tsconfig.json', 'package-lock.json'],
  },
}
/** Made by us, of what is looked at anyway. */
const MADE = /^(server\/built|prisma\/generated)\//

/** Whether node_modules holds what package-lock.json names, for this kind of machine. */
export async function dependenciesAreCurrent(root) {
  const [stamp, wanted] = await Promise.all([readOr(installStamp(root), null), installHash(root)])
  if (stamp === wanted) return true
  if (!(await matchesInstalled(root, stamp))) return false
  await markInstalled(root)
  return true
}

/** Remembers that the dependencies of package-lock.json are installed. */
export async function markInstalled(root) {
  await writeFile(installStamp(root), await installHash(root))
}

/** Whether `what` ('pages' or 'server') was built from the sources as they are now. */
export async function buildIsCurrent(root, what) {
  const { stamp, sources } = BUILDS[what]
  const [made, wanted] = await Promise.all([readOr(join(root, stamp), null), hashOf(root, sources)])
  return made === wanted
}

/** Forgets the last build of `what`, and gives the function that remembers the new one: of the sources as they are now, not as they may
 *  have become when it ends. */
export async function markBuilt(root, what) {
  const stamp = join(root, BUILDS[what].stamp)
  const [hash] = await Promise.all([hashOf(root, BUILDS[what].sources), rm(stamp, { force: true })])
  return async () => {
    await mkdir(dirname(stamp), { recursive: true })
    await writeFile(stamp, hash)
  }
}

/** Without our stamp (`npm install` was run by hand) npm's own record of what it installed is compared, package by package. */
async function matchesInstalled(root, stamp) {
  if (stamp !== null && !stamp.startsWith(machine)) return false
  const [wanted, installed] = await Promise.all([
    readOr(join(root, 'package-lock.json'), null),
    readOr(join(root, 'node_modules/.package-lock.json'), null),
  ])
  if (wanted === null || installed === null) return false
  const have = JSON.parse(installed).packages
  return Object.entries(JSON.parse(wanted).packages).every(
    ([path, entry]) => path === '' || entry.optional || have[path]?.version === entry.version,
  )
}

const machine = `${process.platform}-${process.arch}`

async function installHash(root) {
  return `${machine}-${await hashOf(root, ['package-lock.json'])}`
}

/** A hash of these files and folders, their names and contents. */
export async function hashOf(root, paths) {
  const files = (await Promise.all(paths.map((path) => filesIn(root, path)))).flat()
  files.sort((a, b) => (a < b ? -1 : 1))
  const contents = await Promise.all(files.map((file) => readFile(join(root, file))))
  const hash = createHash('sha256')
  files.forEach((file, index) => hash.update(`${file}\0${contents[index].length}\0`).update(contents[index]))
  return hash.digest('hex')
}

/** The files of a folder, at any depth, or the file itself; nothing where it is missing. Paths are relative to `root`. */
async function filesIn(root, path) {
  try {
    const entries = await readdir(join(root, path), { recursive: true, withFileTypes: true })
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => relative(root, join(entry.parentPath, entry.name)))
      .filter((file) => !MADE.test(file))
  } catch (error) {
    if (error.code === 'ENOTDIR') return [path]
    if (error.code === 'ENOENT') return []
    throw error
  }
}

async function readOr(file, fallback) {
  return readFile(file, 'utf8').catch(() => fallback)
}
