// How start.mjs notices that who started it has gone. Needs Node alone.
import { readFileSync } from 'node:fs'

/** Calls `gone` once when npm, which started this process through a shell, has ended or was killed: npm sends its SIGTERM to that shell
 *  alone, which dies without handing it on. Does nothing where this was not started by npm: whoever starts a server in the background may
 *  well leave it. */
export function whenStarterGone(gone, { env = process.env, everyMs = 500 } = {}) {
  if (!env.npm_lifecycle_event) return
  const ancestors = () => `${process.ppid} ${parentOf(process.ppid)}`
  const atStart = ancestors()
  const timer = setInterval(() => {
    if (ancestors() === atStart) return
    clearInterval(timer)
    gone()
  }, everyMs)
  timer.unref()
}

/** The parent of another process, as Linux tells it; empty elsewhere, where only the shell is watched. */
function parentOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]
  } catch {
    return ''
  }
}
