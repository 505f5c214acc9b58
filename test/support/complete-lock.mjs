// Completes package-lock.json: `node test/support/complete-lock.mjs`. Some registries carry the binary packages of one
// platform only; npm then leaves the others out of the lock, and `npm ci` refuses it everywhere. They are named here by the version
// that their parent asks for, with the platform that their name tells, so that npm skips them where they do not fit.
import { readFile, writeFile } from 'node:fs/promises'

const SYSTEMS = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32']
const CPUS = ['arm64', 'x64', 'ia32', 'arm', 'ppc64', 'riscv64', 's390x', 'wasm32']

/** The optional dependencies that a lock does not hold, as entries by their path in it. */
export function missingFrom(lock) {
  const missing = {}
  for (const [path, entry] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      const inside = `${path}/node_modules/${name}`
      const above = `node_modules/${name}`
      if (lock.packages[inside] || lock.packages[above]) continue
      missing[above] = { version, ...platformOf(name), ...(entry.dev ? { dev: true } : {}), optional: true }
    }
  }
  return missing
}

function platformOf(name) {
  const words = name.split(/[/-]/)
  const cpu = CPUS.filter((word) => words.includes(word))
  const os = SYSTEMS.filter((word) => words.includes(word))
  const libc = words.some((word) => word.startsWith('musl'))
    ? ['musl']
    : words.some((word) => word.startsWith('gnu'))
      ? ['glibc']
      : []
  return { cpu, ...(libc.length > 0 ? { libc } : {}), ...(os.length > 0 ? { os } : {}) }
}

if (process.argv[1]?.endsWith('complete-lock.mjs')) {
  const file = new URL('../../package-lock.json', import.meta.url)
  const lock = JSON.parse(await readFile(file, 'utf8'))
  const missing = missingFrom(lock)
  const { '': project, ...packages } = { ...lock.packages, ...missing }
  const sorted = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, 'en')))
  await writeFile(file, `${JSON.stringify({ ...lock, packages: { '': project, ...sorted } }, null, 2)}\n`)
  console.log(`${Object.keys(missing).length} entries added`)
}
