import { createLogger } from '../../server/base/logger.ts'

/** A child for the logger's tests: `log-child.ts DATA_FOLDER LINES`. Logs, then lives on long enough to fail by it, and says so over IPC. */
const [dataFolder = '', lines = '0'] = process.argv.slice(2)
const log = createLogger('child', {
  dataFolder,
  logLevel: 'info',
  logToTerminal: process.env['LOG_LEVEL'] !== undefined,
})
for (let i = 0; i < Number(lines); i++) log.info({ i }, 'A line of some length, so that the disk is soon full of them')
setImmediate(() => setImmediate(() => process.send?.({ logged: lines })))
process.on('disconnect', () => process.exit(0))
