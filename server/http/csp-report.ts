import { z } from 'zod'
import type { Logger } from '../base/logger.ts'
import type { Timers } from '../base/time.ts'
import { RateLimiter } from '../base/rate-limiter.ts'

const Text = z.coerce.string().transform((text) => text.slice(0, 300))
/** What browsers send to a policy's report-uri (https://www.w3.org/TR/CSP3/#deprecated-serialize-violation). */
const Report = z.object({
  'csp-report': z.object({
    'document-uri': Text.optional(),
    'effective-directive': Text.optional(),
    'violated-directive': Text.optional(),
    'blocked-uri': Text.optional(),
    'source-file': Text.optional(),
    'line-number': Text.optional(),
  }),
})

/** Lines of the log for reports: a page that is at fault reports at every visit, and anybody can send one. */
const LOGGED = { perSecond: 0.1, burst: 10 }

/** Takes the body of a report: true where it is one. Logs some of them. */
export function cspReports(log: Logger, timers: Timers): (body: Buffer) => boolean {
  const limiter = new RateLimiter(LOGGED, timers.now)
  return (body) => {
    const report = Report.safeParse(parseJson(body))
    if (!report.success) return false
    if (limiter.spend('') === 0) {
      log.warn(
        { report: report.data['csp-report'] },
        'A browser reports something that the content security policy forbids',
      )
    }
    return true
  }
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return null
  }
}
