import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { createApi } from '../../server/http/api.ts'
import { ownOriginRule } from '../../server/http/origin.ts'
import { registry } from '../../game/tasks/index.ts'
import { apiRoutes } from '../../server/http/routes.ts'
import type { Logger } from '../../server/base/logger.ts'
import type { Database } from '../../server/store/connect.ts'
import { ExclusionList, readExclusions } from '../../server/store/exclusions.ts'

/** Signs the sessions of a test's API. */
export const secret = Buffer.alloc(32, 5)

/** The HTTP API on a free port, over a test's database. A request counts against the address in its X-Test-Address. */
export async function openApi(
  db: Database,
  { log, now, secure = false }: { log: Logger; now: () => number; secure?: boolean },
): Promise<{ server: Server; origin: string; exclusions: ExclusionList }> {
  const exclusions = new ExclusionList()
  const learnExclusions = async (): Promise<void> => void exclusions.learn(await readExclusions(db))
  const api = createApi({
    routes: apiRoutes({ db, tasks: registry, secret, secure, dailySeconds: 180, now, learnExclusions }),
    exclusions,
    secret,
    originRule: ownOriginRule(null, 'our-machine'),
    log,
    now,
    addressOf: (message) => String(message.headers['x-test-address'] ?? 'someone'),
  })
  const server = createServer((message, response) => void api(message, response)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return { server, exclusions, origin: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}` }
}

export interface Reply {
  status: number
  headers: Headers
  body: unknown
}

/** A browser that keeps its cookie and comes from our own page. */
export class Browser {
  cookie = ''
  constructor(
    private readonly origin: string,
    private readonly from = origin,
  ) {}

  async ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Reply> {
    const response = await fetch(this.origin + path, {
      method,
      headers: {
        ...(method === 'GET' ? { referer: `${this.from}/` } : { origin: this.from }),
        ...(this.cookie ? { cookie: this.cookie } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const set = response.headers.get('set-cookie')
    if (set) this.cookie = set.split(';')[0] ?? ''
    const json = response.headers.get('content-type')?.startsWith('application/json')
    return {
      status: response.status,
      headers: response.headers,
      body: json ? await response.json() : await response.arrayBuffer(),
    }
  }
}
