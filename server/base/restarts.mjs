// When a process that ended unexpectedly is started again: the rule of start.mjs for main and of the supervisor for its children.
// Needs Node alone.

/** What to do after an end. `faults`: ends in a row so far; one that ran for `provedMs` starts the row afresh. It never gives up: after
 *  the last of `delays` (ms) it stays at that one, and `longest` says so. */
export function restartAfter({ delays, provedMs }, { ranMs, faults }) {
  const before = ranMs >= provedMs ? 0 : faults
  const index = Math.min(before, delays.length - 1)
  return { delay: delays[index], faults: before + 1, longest: before >= delays.length - 1 }
}
