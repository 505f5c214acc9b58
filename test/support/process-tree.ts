import { execFileSync } from 'node:child_process'

export interface RunningProcess {
  pid: number
  /** Its command line. */
  args: string
}

/** Every process that a process has started, directly or not. */
export function descendantsOf(pid: number): RunningProcess[] {
  const rows = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' }).trim().split('\n')
  const all = rows.map((row) => {
    const [, own, parent, args = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(row) ?? []
    return { pid: Number(own), parent: Number(parent), args }
  })
  const below = (of: number): RunningProcess[] =>
    all.filter(({ parent }) => parent === of).flatMap(({ pid: own, args }) => [{ pid: own, args }, ...below(own)])
  return below(pid)
}
