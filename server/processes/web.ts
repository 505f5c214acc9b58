import { randomBytes } from 'node:crypto'
import { readFileSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import next from 'next'
import nextConfig from '../../next.config.ts'
import { parseConfig } from '../base/config.ts'
import { LIMITS } from '../base/limits.ts'
import { RateLimiter } from '../base/rate-limiter.ts'
import { createApi } from '../http/api.ts'
import { HttpRefusal } from '../http/http-refusal.ts'
import { type InlineScripts, readInlineScripts } from '../http/inline-scripts.ts'
import { ownOriginRule, pageOrigin } from '../http/origin.ts'
import { PackedFiles } from '../http/packed-files.ts'
import { createPageDoor, renderPage } from '../http/page-door.ts'
import { answerWithOrigin } from '../http/page-origin.ts'
import { parseTarget } from '../http/request-target.ts'
import { ORIGIN_HEADER } from '../../game/protocol/page-door.ts'
import { registry } from '../../game/tasks/index.ts'
import { apiRoutes } from '../http/routes.ts'
import { contentSecurityPolicy, partHeaders, securityHeaders, workerPolicy } from '../http/security-headers.ts'
import { sendRefusal } from '../http/send-refusal.ts'
import { systemTimers } from '../base/time.ts'
import { createLogger } from '../base/logger.ts'
import { connect } from '../store/connect.ts'
import { readSecret, socketPath } from '../store/data-folder.ts'
import { ExclusionList, exclusionReader } from '../store/exclusions.ts'
import { connectToParent } from './child.ts'

/** The web process: Next's pages and the HTTP API, on a socket that only the game process's proxy uses. */
const root = fileURLToPath(new URL('../..', import.meta.url))
const config = parseConfig(process.env)
const log = createLogger('web', config)
const db = connect(config.databaseUrl ?? '', 'web')
const server = createServer({ keepAliveTimeout: 65_000 })
const send = connectToParent({ stop })

const secret = readSecret(config.dataFolder)
const secure = config.publicUrl?.protocol === 'https:'
const originRule = ownOriginRule(config.publicUrl, hostname())
const exclusions = new ExclusionList()
const readExclusions = exclusionReader(db, Date.now)
const learnExclusions = async (): Promise<void> => void exclusions.learn(await readExclusions())
const routes = apiRoutes({
  db,
  tasks: registry,
  secret,
  secure,
  dailySeconds: config.dailySeconds,
  now: Date.now,
  learnExclusions,
})
// Its only client is the game process's proxy, which names the browser's address and drops what others said of it.
const addressOf = (request: IncomingMessage): string => String(request.headers['x-forwarded-for'] ?? '')
globalThis.sparringPageDoor = createPageDoor({
  routes,
  secret,
  exclusions,
  generalPicture: readFileSync(join(root, 'app/opengraph-image.png')),
  log,
  now: Date.now,
  timers: systemTimers,
})
const pictures = new RateLimiter(LIMITS.picturesPerAddress, Date.now)
const api = createApi({
  routes,
  exclusions,
  secret,
  originRule,
  log,
  now: Date.now,
  addressOf,
})

/** What the build names by its content. */
const STATIC = '/_next/static/'
/** The picture of a shared link to a match, an agent, a person, an invitation. */
const DRAWN = /^\/[^/]+\/[^/]+\/opengraph-image/
const app = next({ dev: config.dev, dir: root, conf: nextConfig, httpServer: server, quiet: !config.dev })
const [inlineScripts] = await Promise.all([
  config.dev ? null : readInlineScripts(join(root, '.next/server/app')),
  app.prepare(),
])
const handlePage = app.getRequestHandler()
const packed = config.dev ? null : new PackedFiles(join(root, '.next/static'), STATIC)

server.on('request', (request: IncomingMessage, response: ServerResponse) => {
  const target = parseTarget(request.url)
  if (!target) {
    // The proxy lets none of these through.
    response.writeHead(400, { Connection: 'close' }).end()
    return
  }
  const { pathname } = target
  if (pathname.startsWith('/api/')) return void api(request, response)
  // No page takes anything; Next would tell the terminal of each try. The development page's own tools do.
  if (!config.dev && request.method !== 'GET' && request.method !== 'HEAD')
    return sendRefusal(response, new HttpRefusal(405, 'method', 'Pages answer GET only.', { Allow: 'GET' }), false)
  if (DRAWN.test(pathname) && pictures.spend(addressOf(request)) > 0)
    return sendRefusal(response, new HttpRefusal(429, 'too-often', 'Too many pictures: try again later.'), false)
  // Next's own page for when all else fails, with a 500 in front, is no address.
  if (pathname === '/_global-error') request.url = '/_not-found'
  if (!config.dev && pathname.startsWith(STATIC)) {
    for (const [name, value] of Object.entries({ ...partHeaders, 'Content-Security-Policy': workerPolicy }))
      response.setHeader(name, value)
    if (packed?.send(request, response, pathname)) return
  } else setPageHeaders(request, response, pathname, inlineScripts)
  // What a page asks for itself, its scripts and the data of other pages, is no page.
  const isPart = pathname.startsWith('/_next/') || request.headers.rsc !== undefined
  const origin = pageOrigin(request.headers.host, originRule)
  request.headers[ORIGIN_HEADER] = origin
  // Next leaves the title to scripts where nothing is there for `htmlLimitedBots` to match.
  request.headers['user-agent'] ||= 'unknown'
  if (!config.dev && !isPart) answerWithOrigin(request, response, origin)
  // The data of a page has no status of its own: a browser that hears 404 would load the whole page in its place.
  const render = (): Promise<void> => handlePage(request, response)
  const done = isPart ? render() : renderPage(response, render)
  done.catch((error: unknown) => {
    // The query has the keys of private matches.
    log.error({ err: error, path: pathname }, 'A page could not be rendered')
    if (!response.headersSent) response.writeHead(500)
    response.end()
  })
})

const path = process.env.SPARRING_WEB_SOCKET ?? socketPath(config.dataFolder, 'web')
if (process.platform !== 'win32') rmSync(path, { force: true })
// While the database is away it goes on with what it knows.
setInterval(() => {
  learnExclusions().catch((err: unknown) => log.debug({ err }, 'Bans could not be read'))
}, 2_000).unref()
server.listen(path, () => send({ event: 'ready' }))

/** Next reads the nonce for its inline scripts from the request's own content security policy. */
function setPageHeaders(
  request: IncomingMessage,
  response: ServerResponse,
  pathname: string,
  scripts: InlineScripts | null,
): void {
  const nonce = `'nonce-${randomBytes(16).toString('base64')}'`
  const sources = scripts ? [nonce, ...scripts(pathname)] : ["'unsafe-inline'"]
  const policy = contentSecurityPolicy({ scripts: sources, host: request.headers.host ?? '', dev: config.dev })
  if (scripts) request.headers['content-security-policy'] = `script-src ${nonce}`
  else delete request.headers['content-security-policy']
  for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value)
  response.setHeader('Content-Security-Policy', policy)
  // Next lets shared caches keep a built page for a year, though each build has other scripts. Only what is named by its content is kept.
  if (!pathname.startsWith(STATIC)) response.setHeader('Cache-Control', 'private, no-cache')
}

async function stop(): Promise<void> {
  server.close()
  server.closeIdleConnections()
  setTimeout(() => server.closeAllConnections(), 2_000).unref()
  await db.$disconnect()
}
