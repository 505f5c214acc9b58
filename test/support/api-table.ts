import { apiRoutes } from '../../server/http/routes.ts'
import { registry } from '../../game/tasks/index.ts'

/** The table of routes of the API, to read their addresses from: none of them can be asked. */
export const apiTable = apiRoutes({
  db: {} as never,
  tasks: registry,
  secret: Buffer.alloc(32),
  secure: false,
  dailySeconds: 180,
  now: () => 0,
  learnExclusions: async () => {},
})
